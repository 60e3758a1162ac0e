import java.io.File;
import java.io.FileInputStream;
import java.util.Set;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** What veraPDF says of PDFs as PDF/A-2b: java -cp … BerkasArsip.java berkas.pdf…; a line for each, then its faults. */
public class BerkasArsip {
  public static void main(String[] names) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    PDFAFlavour flavour = PDFAFlavour.fromString("2b");
    for (String name : names) {
      Set<String> faults = new TreeSet<>();
      boolean compliant;
      try (FileInputStream in = new FileInputStream(name);
          PDFAParser parser = Foundries.defaultInstance().createParser(in, flavour);
          PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
        ValidationResult result = validator.validate(parser);
        compliant = result.isCompliant();
        for (TestAssertion one : result.getTestAssertions()) {
          if (one.getStatus() == TestAssertion.Status.FAILED) {
            faults.add(one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber() + " " + one.getMessage());
          }
        }
      }
      System.out.println(new File(name).getName() + "|compliant=" + compliant + "|" + String.join("; ", faults));
    }
  }
}
