package io.evenkeel.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {
  private static final int LARGEST = 500_000;

  @TempDir private Path directory;

  @Test
  void theHeadlineNeverSaysLessThanTheFeatures() {
    String drifted =
        page(
            orders("a.csv", 1),
            Tables.orders(directory, "b.csv", 800, 2, 3, List.of("red", "gold")));
    assertThat(drifted)
        .contains("<h1>Drift: 2 of 7 features</h1>")
        .contains("<p class=\"names\">colour, amount</p>")
        .contains("gone</text>", "new</text>")
        .doesNotContain("<h1>No drift");
    String quiet = page(orders("a.csv", 1), orders("c.csv", 3));
    assertThat(quiet)
        .contains("<h1>No drift: none of 7 features</h1>")
        .contains("Nothing to do.")
        .doesNotContain("class=\"f d\"");
    String tiny = page(orders("a.csv", 1), Tables.orders(directory, "d.csv", 20, 4));
    assertThat(tiny).contains("<h1>Not enough data: 20 of 50 rows</h1>");
  }

  @Test
  void onlyDriftedFeaturesAreAlarmColoured() {
    String html =
        page(orders("a.csv", 1), Tables.orders(directory, "b.csv", 800, 2, 3, List.of("red")));

    assertThat(html.split("class=\"f d\"", -1)).hasSize(1 + 2);
    assertThat(html.split("class=\"f\"", -1)).hasSize(1 + 5);
  }

  @Test
  void itIsOneFileThatNeedsNothing() {
    String html = page(orders("a.csv", 1), orders("c.csv", 3));

    assertThat(html)
        .doesNotContain("<script", "http:", "https:", "<link", "<img", "url(", "@import", "src=");
    assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(LARGEST);
  }

  @Test
  void whateverIsNotOursIsEscaped() throws IOException {
    StringBuilder csv = new StringBuilder("<script>alert(1)</script>,\"a\"\"&'b\"\n");
    for (int i = 0; i < 300; i++) {
      csv.append(i % 3 == 0 ? "<img src=x onerror=y>" : "</svg><b>").append(',').append(i / 7.0);
      csv.append('\n');
    }
    Path file = Files.writeString(directory.resolve("<hostile>.csv"), csv);
    String html = page(file, file);

    assertThat(html)
        .doesNotContain("<script", "<img", "</svg><b>", "<hostile>")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "a&quot;&amp;&#39;b");
  }

  @Test
  void aHundredFeaturesFit() throws IOException {
    Random random = new Random(7);
    String html = page(wide("a.csv", random, 600), wide("b.csv", random, 300));

    assertThat(html).contains("of 100 features");
    assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(LARGEST);
  }

  @Test
  void faultsComeBeforeDriftInTheAdvice() {
    Path before = orders("a.csv", 1);
    Path hundredfold =
        Tables.orders(directory, "b.csv", 800, 2, 100, List.of("red", "green", "blue"));

    assertThat(Tables.assessed(before, hundredfold).advice())
        .startsWith("Look at the pipeline before the model")
        .contains("amount");
  }

  private Path orders(String name, long seed) {
    return Tables.orders(directory, name, 2500, seed);
  }

  private Path wide(String name, Random random, int rows) throws IOException {
    StringBuilder csv = new StringBuilder("feature_0");
    for (int f = 1; f < 100; f++) {
      csv.append(",a_feature_with_a_long_name_").append(f);
    }
    for (int row = 0; row < rows; row++) {
      csv.append('\n');
      for (int f = 0; f < 100; f++) {
        double normal = random.nextGaussian();
        csv.append(f == 0 ? "" : ",")
            .append(
                switch (f % 4) {
                  case 0 -> String.format(Locale.ROOT, "%.4f", normal);
                  case 1 -> String.format(Locale.ROOT, "%.4f", Math.exp(1.5 * normal));
                  case 2 -> Integer.toString(random.nextInt(24));
                  default -> "word " + random.nextInt(20);
                });
      }
    }
    return Files.writeString(directory.resolve(name), csv.append('\n'));
  }

  private static String page(Path reference, Path current) {
    return ReportPage.html(Tables.assessed(reference, current));
  }
}
