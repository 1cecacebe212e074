package io.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelBundleTest {
  private static final List<String> NAMES =
      List.of(
          "model.ubj",
          "schema.yaml",
          "reference.csv",
          "holdout.csv",
          "metadata.json",
          "importance.json",
          "golden.json",
          "SHA256SUMS");

  @TempDir static Path trained;
  @TempDir Path directory;

  private Path bundle = Path.of("");

  @BeforeAll
  static void train() throws InterruptedException {
    TrainingProcess training =
        new TrainingProcess(
            Duration.ofMinutes(2),
            new Hyperparameters(10, 3, 0.2, 0.8, 0.8, 1),
            () -> Instant.parse("2026-11-01T00:00:00Z"));
    training.train(
        new TrainingPlan(
            "v1",
            Optional.empty(),
            "first",
            SyntheticPayments.rows(500, 1),
            SyntheticPayments.unweighted(500),
            SyntheticPayments.rows(200, 2),
            SyntheticPayments.rows(300, 3),
            4),
        trained.resolve("v1"));
  }

  @BeforeEach
  void copy() throws IOException {
    bundle = Files.createDirectory(directory.resolve("v1"));
    for (String name : NAMES) {
      Files.copy(trained.resolve("v1").resolve(name), bundle.resolve(name));
    }
  }

  @Test
  void opensWhatTrainingWrote() {
    ModelBundle opened = ModelBundle.open(bundle);
    assertThat(opened.digest()).isEqualTo(ModelBundle.open(trained.resolve("v1")).digest());
    assertThat(opened.metadata().parent()).isEmpty();
    assertThat(opened.reference().rows()).isEqualTo(300);
    assertThat(opened.holdout().rows()).isEqualTo(200);
    assertThat(RocAuc.of(opened.holdout(), 2))
        .isInstanceOfSatisfying(
            RocAuc.Measured.class,
            measured -> assertThat(measured.value()).isEqualTo(opened.metadata().rocAuc()));
  }

  @Test
  void anyAlteredByteIsFound() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    for (String name : NAMES) {
      Path file = bundle.resolve(name);
      byte[] original = Files.readAllBytes(file);
      byte[] altered = original.clone();
      altered[random.nextInt(altered.length)] ^= (byte) (1 << random.nextInt(7));
      Files.write(file, altered);
      assertThatThrownBy(() -> ModelBundle.open(bundle))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining(bundle.toString());
      if (!name.equals("SHA256SUMS")) {
        assertThatThrownBy(() -> ModelBundle.open(bundle))
            .hasMessageContaining(file + ": was altered");
      }
      Files.write(file, original);
    }
    assertThat(ModelBundle.open(bundle)).isNotNull();
  }

  @Test
  void missingFilesAndStrangersAreRefused() throws IOException {
    for (String name : NAMES) {
      Path file = bundle.resolve(name);
      Path aside = directory.resolve("aside");
      Files.move(file, aside);
      assertThatThrownBy(() -> ModelBundle.open(bundle))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining(file + ": is missing");
      Files.move(aside, file);
    }
    Path stranger = Files.writeString(bundle.resolve("notes.txt"), "hello");
    assertThatThrownBy(() -> ModelBundle.open(bundle))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining(stranger + ": does not belong to a bundle");
    assertThatThrownBy(() -> ModelBundle.open(directory.resolve("v9")))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("v9: there is no such bundle");
  }

  @Test
  void digestsMustBeCompleteAndWellFormed() throws IOException {
    Path sums = bundle.resolve("SHA256SUMS");
    List<String> lines = Files.readAllLines(sums);
    Files.write(sums, lines.subList(1, lines.size()));
    assertThatThrownBy(() -> ModelBundle.open(bundle))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("SHA256SUMS: has no digest of");
    Files.writeString(sums, lines.getFirst().replace("  ", "  ../") + "\n");
    assertThatThrownBy(() -> ModelBundle.open(bundle))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("SHA256SUMS: has the bad line");
  }

  @Test
  void filesWithRightDigestsMustFitTogether() throws IOException {
    assertRefused(
        "schema.yaml",
        text -> text.replace("name: hour", "name: minute"),
        "model.ubj: learner.feature_names are");
    assertRefused(
        "schema.yaml",
        text -> text.replace("threshold: 0.4", "threshold: 0.5"),
        "threshold stated");
    assertRefused("schema.yaml", text -> text + "more: 1\n", "schema.yaml: unknown key more");
    assertRefused(
        "metadata.json",
        text -> text.replace("\"reference_rows\" : 300", "\"reference_rows\" : 301"),
        "reference rows stated 301, found 300");
    assertRefused(
        "metadata.json", text -> text.replace("\"why\"", "\"whi\""), "metadata.json: is malformed");
    assertRefused(
        "importance.json", text -> text.replace("amount", "sum"), "features stated [sum, hour");
    assertRefused(
        "holdout.csv",
        text -> text.replaceFirst("\n0", "\nx"),
        "holdout.csv: line 2, column score");
    assertRefused("reference.csv", text -> text + "1,2\n", "reference.csv: line 302: has 2 fields");
    assertRefused("model.ubj", text -> text.substring(1), "model.ubj: is not a model in UBJSON");
  }

  @Test
  void aModelThatScoresOtherwiseThanWhenItWasMadeIsRefused() throws IOException {
    assertThat(ModelBundle.open(bundle).goldenRows()).isEqualTo(64);
    assertRefused(
        "golden.json",
        text -> text.replaceFirst("(\"scores\" : \\[ )[0-9.eE-]+", "$10.123"),
        "golden.json: row 1 scores ");
    assertRefused(
        "golden.json", text -> text.replace("\"amount\"", "\"sum\""), "golden.json: made for [sum");
    assertRefused("golden.json", text -> "{" + text, "golden.json: is malformed");
  }

  @Test
  void aBundleOfAnOlderProgramHasNoGoldenRowsAndOpens() throws IOException {
    TreeMap<String, byte[]> files = new TreeMap<>(BundleFiles.read(bundle).byName());
    files.remove("golden.json");
    Path older = directory.resolve("older");
    BundleFiles.write(older, files);
    assertThat(ModelBundle.open(older).goldenRows()).isZero();

    Files.writeString(older.resolve("golden.json"), "{}");
    assertThatThrownBy(() -> ModelBundle.open(older))
        .hasMessageContaining("SHA256SUMS: has no digest of golden.json");
  }

  @Test
  void theDigestsAreInTheFormatOfSha256sum() throws Exception {
    Process check =
        new ProcessBuilder("sha256sum", "-c", "--strict", "SHA256SUMS")
            .directory(bundle.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(check.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(check.exitValue()).as(said).isZero();
    assertThat(said.lines()).hasSize(7).allMatch(line -> line.endsWith(": OK"));
  }

  @Test
  void metadataIsReadable() throws IOException {
    assertThat(Files.readString(bundle.resolve("metadata.json")))
        .contains("\"version\" : \"v1\"")
        .contains("\"parent\" : null")
        .contains("\"trained_at\" : \"2026-11-01T00:00:00Z\"")
        .contains("\"features\" : [ \"amount\", \"hour\", \"receiver_age_days\", \"device_type\" ]")
        .contains("\"column_sample\" : 0.8");
  }

  /// Changes one file, makes the digests right again, and expects a refusal.
  private void assertRefused(String name, UnaryOperator<String> change, String message)
      throws IOException {
    TreeMap<String, byte[]> files = new TreeMap<>(BundleFiles.read(trained.resolve("v1")).byName());
    String before = new String(files.get(name), StandardCharsets.ISO_8859_1);
    String after = change.apply(before);
    assertThat(after).isNotEqualTo(before);
    files.put(name, after.getBytes(StandardCharsets.ISO_8859_1));
    Path changed = directory.resolve("changed");
    DurableFiles.deleteTree(changed);
    BundleFiles.write(changed, files);
    assertThatThrownBy(() -> ModelBundle.open(changed))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining(changed.toString())
        .hasMessageContaining(message);
  }
}
