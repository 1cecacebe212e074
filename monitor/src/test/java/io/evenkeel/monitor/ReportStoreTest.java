package io.evenkeel.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.drift.Verdict;
import io.evenkeel.incident.Decision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportStoreTest {
  private static final Instant TIME = CheckReports.TIME;
  private static final Duration LIMIT = Duration.ofMinutes(10);

  @TempDir Path home;
  private Path directory;
  private ReportStore store;

  @BeforeEach
  void open() {
    directory = home.resolve("reports");
    store = new ReportStore(directory);
  }

  @Test
  void whatIsWrittenIsReadBackEqual() {
    for (CheckReport report :
        List.of(
            CheckReports.drifted("a", 5, Decision.RETRAIN),
            CheckReports.drifted("b", 0, Decision.OK),
            CheckReports.troubled("c"),
            CheckReports.faulty("e"),
            CheckReports.empty("d", TIME))) {
      store.write(report);
      assertThat(store.latest(TIME, LIMIT)).isEqualTo(new ReportStore.Reading.Sound(report));
      assertThat(store.find(report.id())).isEqualTo(new ReportStore.Reading.Sound(report));
      assertThat(store.page(report)).exists();
    }
  }

  @Test
  void theFieldsAreThoseThatReadersExpect() throws IOException {
    store.write(CheckReports.drifted("a", 1, Decision.ROLLBACK));
    assertThat(Files.readString(latest()))
        .contains("\"drift_detected\" : true")
        .contains("\"drift_score\" : 0.125")
        .contains("\"drifted_columns\" : [ \"f0\" ]")
        .contains("\"quality_issues\" : [ ]")
        .contains("\"timestamp\" : \"2026-11-01T12:00:00.123456Z\"")
        .contains("\"recommendation\" : \"rollback\"")
        .contains("\"stat_test\" : \"wasserstein\"")
        .contains("\"threshold\" : 0.1")
        .contains("\"report_html_path\" : \"a.html\"")
        .contains("\"model_version\" : \"v1\"")
        .contains("\"rows\" : 2000");
  }

  @Test
  void noReportIsMissing() {
    assertThat(store.latest(TIME, LIMIT)).isEqualTo(new ReportStore.Reading.Missing());
    assertThat(store.since(Instant.EPOCH)).isEmpty();
  }

  @Test
  void anOldReportIsStaleAndOneFromTheFutureIsNotBelieved() {
    store.write(CheckReports.drifted("a", 5, Decision.RETRAIN));
    assertThat(store.latest(TIME.plus(LIMIT), LIMIT)).isInstanceOf(ReportStore.Reading.Sound.class);
    assertThat(store.latest(TIME.plus(LIMIT).plusMillis(1), LIMIT))
        .isEqualTo(new ReportStore.Reading.Stale(LIMIT.plusMillis(1), LIMIT));
    assertThat(store.latest(TIME.minusSeconds(30), LIMIT))
        .isInstanceOf(ReportStore.Reading.Sound.class);
    assertThat(store.latest(TIME.minusSeconds(90), LIMIT))
        .isInstanceOfSatisfying(
            ReportStore.Reading.Malformed.class,
            malformed -> assertThat(malformed.reason()).contains("lies in the future"));
  }

  @Test
  void aReportTornAnywhereIsMalformed() throws IOException {
    store.write(CheckReports.troubled("a"));
    byte[] whole = Files.readAllBytes(latest());
    for (int length = 0; length < whole.length - 1; length += 7) {
      Files.write(latest(), java.util.Arrays.copyOf(whole, length));
      assertThat(store.latest(TIME, LIMIT))
          .as("cut after %d bytes", length)
          .isInstanceOf(ReportStore.Reading.Malformed.class);
    }
  }

  @Test
  void anAlteredReportIsMalformedAndTheReasonNamesTheField() throws IOException {
    store.write(CheckReports.drifted("a", 5, Decision.RETRAIN));
    String sound = Files.readString(latest());
    expectMalformed(sound, "\"drift_detected\" : true", "\"drift_detected\" : false", "drift_det");
    expectMalformed(sound, "\"drift_score\" : 0.625", "\"drift_score\" : 0.125", "5 of 8");
    expectMalformed(sound, "\"drift_score\" : 0.625", "\"drift_score\" : \"0.625\"", "a number");
    expectMalformed(sound, "\"drift_score\" : 0.625", "\"drift_score\" : NaN", "not whole JSON");
    expectMalformed(sound, "\"drift_score\" : 4.1", "\"drift_score\" : 0.05", "threshold");
    expectMalformed(sound, "\"retrain\"", "\"explode\"", "recommendation is unknown");
    expectMalformed(sound, "\"confidence\" : 0.95", "\"confidence\" : 1.95", "confidence");
    expectMalformed(sound, "\"confirmed\" : true,", "", "confirmed is missing");
    expectMalformed(sound, "\"check_seconds\" : 0.187654321,", "", "check_seconds is missing");
    expectMalformed(sound, "0.187654321", "-0.187654321", "a check cannot take");
    expectMalformed(sound, "0.187654321", "1e300", "check_seconds");
    expectMalformed(sound, "\"confirmed\" : true", "\"confirmed\" : 1", "true or false");
    expectMalformed(sound, "\"confirmed\"", "\"trusted\" : 1, \"confirmed\"", "trusted is not");
    expectMalformed(
        sound, "\"confirmed\"", "\"confirmed\" : true, \"confirmed\"", "not whole JSON");
    expectMalformed(sound, "\"frauds\" : 61", "\"frauds\" : -61", "performance.frauds");
    expectMalformed(sound, "\"frauds\" : 61", "\"frauds\" : 61, \"x\" : 1", "performance.x");
    expectMalformed(sound, "\"window\" : {", "\"window\" : [], \"w\" : {", "window must be an obj");
    expectMalformed(sound, "2026-11-01T12:00:00.123456Z", "yesterday", "timestamp");
    expectMalformed(sound, "\"a.html\"", "\"/etc/passwd\"", "report_html_path");
    expectMalformed(sound, "\"id\" : \"a\"", "\"id\" : \"../a\"", "report id");
    expectMalformed(sound, sound, sound + "{}", "not whole JSON");
    expectMalformed(sound, sound, "[]", "must be an object");
    expectMalformed(sound, sound, "", "");
  }

  @Test
  void anAlteredFaultIsMalformed() throws IOException {
    store.write(CheckReports.faulty("a"));
    String sound = Files.readString(latest());
    assertThat(sound).contains("\"description\" : \"f0: the unit changed");
    expectMalformed(sound, "\"unit_change\"", "\"gremlin\"", "faults[1].kind is unknown");
    expectMalformed(sound, "\"factor\" : 100.0", "\"factor\" : 10.0", "faults[1].description");
    expectMalformed(sound, "\"features\" : [ \"f0\" ]", "\"features\" : [ ]", "is empty");
    expectMalformed(sound, "[ \"f0\" ]", "[ 7 ]", "faults[1].features[0] must be a text");
    expectMalformed(sound, "[ \"f0\" ]", "[ \"f0\", \"f1\" ]", "faults[1].features");
    expectMalformed(sound, "[ \"f5\", \"f6\" ]", "[ \"f5\" ]", "faults[0]");
  }

  @Test
  void aReportThatContradictsItselfIsNotWritten() {
    CheckReport sound = CheckReports.drifted("a", 5, Decision.RETRAIN);
    CheckReport wrong =
        new CheckReport(
            "b",
            TIME,
            "v1",
            sound.window(),
            new DriftReport(2000, sound.drift().features(), List.of(), new Verdict.Stable(0)),
            true,
            Optional.empty(),
            sound.performance(),
            sound.recommendation(),
            sound.took());
    assertThatThrownBy(() -> store.write(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 of 8 features drifted");
    assertThat(store.latest(TIME, LIMIT)).isEqualTo(new ReportStore.Reading.Missing());
  }

  @Test
  void theNewestThousandAreKept() throws IOException {
    store.write(CheckReports.empty("r0000", TIME));
    byte[] some = Files.readAllBytes(directory.resolve("r0000.json"));
    for (int i = 1; i < 1005; i++) {
      Files.write(directory.resolve("r%04d.json".formatted(i)), some);
      Files.write(directory.resolve("r%04d.html".formatted(i)), some);
    }
    Files.write(directory.resolve("r0003.json.tmp"), some);
    store.write(CheckReports.empty("r1005", TIME));
    try (Stream<Path> files = Files.list(directory)) {
      List<String> names = files.map(f -> f.getFileName().toString()).sorted().toList();
      assertThat(names).hasSize(2001).contains("latest_report.json", "r0006.json", "r1005.html");
      assertThat(names).doesNotContain("r0005.json", "r0005.html", "r0003.json.tmp");
    }
  }

  @Test
  void earlierReportsComeOldestFirstAndTornOnesAreLeftOut() throws IOException {
    for (int i = 0; i < 5; i++) {
      store.write(CheckReports.empty("r" + i, TIME.plusSeconds(i)));
    }
    Files.writeString(directory.resolve("r3.json"), "{");
    List<String> ids = store.since(TIME.plusSeconds(1)).stream().map(CheckReport::id).toList();
    assertThat(ids).containsExactly("r1", "r2", "r4");
  }

  @Test
  void aFailedWriteLeavesTheLatestAsItWas() throws IOException {
    CheckReport first = CheckReports.drifted("a", 5, Decision.RETRAIN);
    store.write(first);
    Files.createDirectory(directory.resolve("b.html"));
    Files.createFile(directory.resolve("b.html").resolve("in-the-way"));
    assertThatThrownBy(() -> store.write(CheckReports.troubled("b")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot write report b");
    assertThat(store.latest(TIME, LIMIT)).isEqualTo(new ReportStore.Reading.Sound(first));
    assertThat(directory.resolve("b.html.tmp")).doesNotExist();
  }

  @Test
  void aReaderNeverSeesHalfAReport() throws InterruptedException {
    store.write(CheckReports.drifted("r0", 5, Decision.RETRAIN));
    AtomicBoolean done = new AtomicBoolean();
    List<ReportStore.Reading> unsound = new ArrayList<>();
    Thread reader =
        Thread.ofPlatform()
            .start(() -> {
              while (!done.get()) {
                ReportStore.Reading reading = store.latest(TIME, LIMIT);
                if (!(reading instanceof ReportStore.Reading.Sound)) {
                  unsound.add(reading);
                }
              }
            });
    for (int i = 1; i < 25; i++) {
      store.write(CheckReports.drifted("r" + i, i % 9, Decision.OK));
    }
    done.set(true);
    reader.join();
    assertThat(unsound).isEmpty();
  }

  private void expectMalformed(String sound, String part, String other, String reason)
      throws IOException {
    String altered = sound.replace(part, other);
    assertThat(altered).as("altered: %s", part).isNotEqualTo(sound);
    Files.writeString(latest(), altered);
    assertThat(store.latest(TIME, LIMIT))
        .as(other)
        .isInstanceOfSatisfying(
            ReportStore.Reading.Malformed.class,
            malformed -> assertThat(malformed.reason()).as(other).contains(reason));
  }

  private Path latest() {
    return directory.resolve("latest_report.json");
  }
}
