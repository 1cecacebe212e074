package io.evenkeel.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.drift.DataFault;
import io.evenkeel.incident.Decision;
import io.evenkeel.model.BundleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplanationsTest {
  private static final String CAUSE = "Parts of the rows whose share changed most";

  private static final String TOGETHER = "<h3>All features together</h3>";

  @TempDir Path home;
  private MonitoredWorld world;
  private final List<Runnable> later = new ArrayList<>();

  @BeforeEach
  void open() {
    world = new MonitoredWorld(home);
    world.promote("v1");
  }

  @AfterEach
  void close() {
    world.close();
  }

  private CheckReport check() {
    world.advance(Duration.ofMinutes(5));
    return world.monitor(Lookout.none(), world.explanations(later::add)).tick().orElseThrow();
  }

  @Test
  void thePageTellsTheCauseAfterTheVerdictEvenWithoutAModel() throws IOException {
    world.festival("v1", 800);
    CheckReport report = check();
    assertThat(page(report)).contains("<h1>Drift: 2 of 4").doesNotContain(CAUSE);
    later.getFirst().run();
    assertThat(page(report)).contains("<h1>Drift: 2 of 4", CAUSE, "amount from ");
  }

  @Test
  void whereNoFeatureDriftedItIsAskedWhetherAllTogetherDid() throws IOException {
    world.quiet("v1", 800);
    CheckReport report = check();
    assertThat(report.ok()).isTrue();
    assertThat(page(report)).doesNotContain(TOGETHER);
    later.getFirst().run();
    assertThat(page(report)).contains(TOGETHER, "<li>stable: ").doesNotContain(CAUSE, "<b>drifted");
  }

  @Test
  void driftThatNoFeatureShowsIsOnThePage() throws IOException {
    world.linked("v1", 800);
    CheckReport report = check();
    assertThat(report.ok()).as("every feature is as it was").isTrue();
    later.getFirst().run();
    assertThat(page(report)).contains(TOGETHER, "<li><b>drifted</b>: ").doesNotContain(CAUSE);
  }

  @Test
  void nothingIsExplainedWhereThereIsTooLittle() {
    world.quiet("v1", 20);
    assertThat(check().conclusive()).isFalse();
    assertThat(later).isEmpty();
  }

  @Test
  void thePageOfAReportThatIsNotKeptIsNotMadeAgain() throws IOException {
    world.festival("v1", 800);
    CheckReport report = check();
    Files.delete(world.store.page(report));
    Files.delete(world.reports().resolve(report.id() + ".json"));
    later.getFirst().run();
    assertThat(world.store.page(report)).doesNotExist();
  }

  @Test
  void aFailureIsLoggedAndThePageStays() throws IOException {
    world.festival("v1", 800);
    CheckReport report = check();
    Path page = world.store.page(report);
    Files.delete(page);
    Files.createDirectories(page.resolve("in the way"));
    later.getFirst().run();
    assertThat(page).isDirectory();
  }

  @Test
  void aChangeOfUnitIsNamedAndNothingIsLearnedFromIt() {
    world.paise("v1", 800);
    CheckReport report = check();
    assertThat(report.faults()).containsExactly(new DataFault.UnitChange("amount", 100, 1));
    assertThat(report.recommendation().decision()).isEqualTo(Decision.ALERT);
    assertThat(report.recommendation().reasoning()).contains("multiplied by 100");
  }

  @Test
  void aFestivalIsNoFault() {
    world.festival("v1", 800);
    assertThat(check().faults()).isEmpty();
  }

  @Test
  void inTheBackgroundTheCheckDoesNotWaitAndTheNewestWins() throws Exception {
    world.festival("v1", 800);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CauseFinder slow =
        new CauseFinder(_ -> {
          begun.countDown();
          try {
            go.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          throw new BundleException("none", new IOException());
        });
    List<CheckReport> reports = new ArrayList<>();
    try (Explanations explanations = Explanations.inBackground(slow, world.store)) {
      Monitor monitor = world.monitor(Lookout.none(), explanations);
      reports.add(monitor.once());
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      reports.add(monitor.once());
      reports.add(monitor.once());
      go.countDown();
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> page(reports.getLast()).contains(CAUSE));
    }
    assertThat(page(reports.getFirst())).contains(CAUSE);
    assertThat(page(reports.get(1))).as("a newer one took its place").doesNotContain(CAUSE);
  }

  private String page(CheckReport report) throws IOException {
    return Files.readString(world.store.page(report));
  }
}
