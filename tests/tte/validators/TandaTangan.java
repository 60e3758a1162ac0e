import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.Security;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.util.Store;

/**
 * What PDFBox, BouncyCastle and the JDK say of the signatures in PDFs, without any network.
 *
 * <p>java -cp … TandaTangan.java akar.pem berkas.pdf…; one line for each signature, its parts split by "|". Revocation is
 * asked for only when the file brings lists along in its /DSS.
 */
public class TandaTangan {
  private final X509Certificate root;
  private final CertificateFactory certificates = CertificateFactory.getInstance("X.509");
  private final List<Object> carried = new ArrayList<>();
  private boolean lists;

  private TandaTangan(X509Certificate root) throws Exception {
    this.root = root;
  }

  public static void main(String[] arguments) throws Exception {
    Security.addProvider(new BouncyCastleProvider());
    X509Certificate root;
    try (InputStream in = new FileInputStream(arguments[0])) {
      root = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
    for (String name : Arrays.asList(arguments).subList(1, arguments.length)) {
      try {
        new TandaTangan(root).examine(new File(name));
      } catch (Exception | StackOverflowError wrong) {
        System.out.println(new File(name).getName() + "|error|" + wrong);
      }
    }
  }

  private void examine(File file) throws Exception {
    byte[] pdf = Files.readAllBytes(file.toPath());
    try (PDDocument document = PDDocument.load(pdf)) {
      COSDictionary store = (COSDictionary) document.getDocumentCatalog().getCOSObject().getDictionaryObject("DSS");
      if (store != null) {
        for (byte[] der : streams(store, "Certs")) carried.add(certificates.generateCertificate(new ByteArrayInputStream(der)));
        for (byte[] der : streams(store, "CRLs")) {
          carried.add(certificates.generateCRL(new ByteArrayInputStream(der)));
          lists = true;
        }
      }
      for (PDSignature one : document.getSignatureDictionaries()) System.out.println(file.getName() + "|" + examine(one, pdf));
    }
  }

  private static List<byte[]> streams(COSDictionary store, String name) throws Exception {
    List<byte[]> found = new ArrayList<>();
    COSArray array = (COSArray) store.getDictionaryObject(name);
    for (int i = 0; array != null && i < array.size(); i++) {
      try (InputStream in = ((COSStream) array.getObject(i)).createInputStream()) {
        found.add(in.readAllBytes());
      }
    }
    return found;
  }

  private String examine(PDSignature signature, byte[] pdf) throws Exception {
    byte[] content = signature.getSignedContent(pdf);
    byte[] bytes = signature.getContents(pdf);
    boolean stamp = "ETSI.RFC3161".equals(signature.getSubFilter());
    CMSSignedData cms = stamp ? new CMSSignedData(bytes) : new CMSSignedData(new CMSProcessableByteArray(content), bytes);
    SignerInformation signer = cms.getSignerInfos().getSigners().iterator().next();
    X509CertificateHolder holder = keep(cms.getCertificates(), signer);
    if (stamp) {
      TimeStampToken token = new TimeStampToken(cms);
      boolean over = imprint(token, content);
      token.validate(verifier(holder));
      return "stamp|cms=" + over + "|tst=none|trusted=" + trusted(holder, token.getTimeStampInfo().getGenTime());
    }
    boolean good = signer.verify(verifier(holder));
    String stamped = "none";
    Date at = new Date();
    Attribute attribute =
        signer.getUnsignedAttributes() == null
            ? null
            : signer.getUnsignedAttributes().get(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken);
    if (attribute != null) {
      TimeStampToken token = new TimeStampToken(ContentInfo.getInstance(attribute.getAttrValues().getObjectAt(0)));
      SignerInformation stamper = token.toCMSSignedData().getSignerInfos().getSigners().iterator().next();
      X509CertificateHolder own = keep(token.getCertificates(), stamper);
      token.validate(verifier(own));
      at = token.getTimeStampInfo().getGenTime();
      stamped = imprint(token, signer.getSignature()) && trusted(own, at) ? "ok" : "bad";
    }
    return "signature|cms=" + good + "|tst=" + stamped + "|trusted=" + trusted(holder, at);
  }

  /** The certificate of a signer; all that came with it are kept as parts of paths. */
  private X509CertificateHolder keep(Store<X509CertificateHolder> found, SignerInformation signer) throws Exception {
    for (X509CertificateHolder one : found.getMatches(null)) carried.add(new JcaX509CertificateConverter().getCertificate(one));
    @SuppressWarnings("unchecked")
    Collection<X509CertificateHolder> own = found.getMatches(signer.getSID());
    return own.iterator().next();
  }

  private static SignerInformationVerifier verifier(X509CertificateHolder holder) throws Exception {
    return new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(holder);
  }

  private static boolean imprint(TimeStampToken token, byte[] over) throws Exception {
    String algorithm = token.getTimeStampInfo().getMessageImprintAlgOID().getId();
    byte[] digest = MessageDigest.getInstance(algorithm, "BC").digest(over);
    return Arrays.equals(digest, token.getTimeStampInfo().getMessageImprintDigest());
  }

  private boolean trusted(X509CertificateHolder holder, Date at) throws Exception {
    X509CertSelector wanted = new X509CertSelector();
    wanted.setCertificate(new JcaX509CertificateConverter().getCertificate(holder));
    PKIXBuilderParameters how = new PKIXBuilderParameters(Set.of(new TrustAnchor(root, null)), wanted);
    how.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(carried)));
    how.setRevocationEnabled(lists);
    how.setDate(at);
    try {
      CertPathBuilder.getInstance("PKIX").build(how);
      return true;
    } catch (java.security.cert.CertPathBuilderException none) {
      return false;
    }
  }
}
