package io.evenkeel.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.agent.AgentEvent;
import io.evenkeel.agent.AgentRun;
import io.evenkeel.agent.Responder;
import io.evenkeel.app.Evenkeel;
import io.evenkeel.app.Home;
import io.evenkeel.app.Settings;
import io.evenkeel.events.Event;
import io.evenkeel.events.EventLog;
import io.evenkeel.events.EventLogUnavailable;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Incident;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.model.Scorer;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.registry.ServingVersion;
import io.evenkeel.simulator.Regime;
import io.evenkeel.simulator.Transaction;
import io.evenkeel.simulator.UpiWorld;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A festival comes, is learned, and goes: the real agent with its real remedies, trainings and
/// checks, on simulated payments and a clock that goes on only when told.
class FestivalOverTest {
  private static final long SEED = 7;
  private static final int BATCH = 500;

  @TempDir private Path directory;
  private final HandClock clock = new HandClock();
  private final UpiWorld world = UpiWorld.mixed(SEED + 2);
  private final SequencedMap<String, IncidentState> incidents = new LinkedHashMap<>();
  private Evenkeel evenkeel;
  private EventLog log;
  private Responder agent;
  private int sent;

  @BeforeEach
  void beginWithAVersionOfQuietDays() throws InterruptedException {
    Home home = new Home(directory);
    Narrator narrator =
        new Narrator(
            new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), clock);
    DemoWorld.generate(home, SEED, narrator);
    Settings settings = Settings.defaults().labelsMatureAfter(Duration.ofSeconds(1));
    evenkeel = new Evenkeel(home, settings, clock);
    assertThat(DemoWorld.trainVersions(evenkeel, home, Severity.HIGH, SEED, narrator))
        .isEqualTo("v1");
    log = evenkeel.openEventLog();
    agent = evenkeel.agent(this::hear);
  }

  @AfterEach
  void close() {
    log.close();
    evenkeel.close();
  }

  @Test
  void theVersionFromBeforeTheFestivalComesBackByItself() throws InterruptedException {
    serve(Regime.quiet(), 2_000, true);
    assertThat(check().recommendation().decision()).isEqualTo(Decision.OK);

    serve(Regime.high(), 16_000, true);
    assertThat(check().recommendation().decision()).isEqualTo(Decision.RETRAIN);
    assertThat(acted().outcome().describe()).startsWith("promoted | ").endsWith("version=v2");
    serve(Regime.high(), 12_000, true);
    agent.once();
    assertThat(states()).containsExactly(IncidentState.RESOLVED);

    // The festival is over. No label has come yet.
    clock.advance(Duration.ofHours(5));
    serve(Regime.quiet(), 2_500, false);
    assertThat(check().recommendation().decision())
        .as("what the evidence alone asks for")
        .isEqualTo(Decision.RETRAIN);
    AgentRun.Acted back = acted();
    assertThat(back.recommendation().decision()).isEqualTo(Decision.ROLLBACK);
    assertThat(back.recommendation().confidence()).isEqualTo(0.88);
    assertThat(back.outcome().describe()).isEqualTo("rolled back | version=v1");
    ServingVersion serving = evenkeel.registry().serving().orElseThrow();
    assertThat(serving.why()).contains("Chosen: v1 fits", "estimated");

    serve(Regime.quiet(), 4_100, false);
    agent.once();
    assertThat(states()).containsExactly(IncidentState.RESOLVED, IncidentState.MITIGATED);
    serve(Regime.quiet(), 10_000, true);
    agent.once();
    assertThat(states()).containsExactly(IncidentState.RESOLVED, IncidentState.RESOLVED);
    assertThat(check().recommendation().decision()).isEqualTo(Decision.OK);
    assertThat(evenkeel.registry().history())
        .extracting(ServingVersion::version)
        .containsExactly("v1", "v2", "v1");
    assertThat(evenkeel.registry().versions()).as("nothing was trained for it").hasSize(2);
  }

  private CheckReport check() {
    List<CheckReport> reports = new ArrayList<>();
    evenkeel.checkOnce(reports::add);
    return reports.getFirst();
  }

  private AgentRun.Acted acted() throws InterruptedException {
    AgentRun run = agent.once();
    assertThat(run).isInstanceOf(AgentRun.Acted.class);
    return (AgentRun.Acted) run;
  }

  private List<IncidentState> states() {
    return List.copyOf(incidents.values());
  }

  private void hear(AgentEvent event) {
    if (event instanceof AgentEvent.IncidentChanged(Incident incident)) {
      incidents.put(incident.id(), incident.state());
    }
  }

  /// Payments of a regime, scored by whatever serves, and then ten seconds.
  private void serve(Regime regime, int rows, boolean labelled) {
    String version = evenkeel.registry().serving().orElseThrow().version();
    Scorer scorer = evenkeel.registry().open(version).scorer();
    double threshold = evenkeel.schema().threshold();
    clock.advance(Duration.ofSeconds(1));
    try {
      for (int first = 0; first < rows; first += BATCH) {
        List<Event.Draft> drafts = new ArrayList<>(2 * BATCH);
        for (int row = first; row < Math.min(rows, first + BATCH); row++) {
          String id = "t" + sent++;
          Transaction transaction = world.next(regime);
          double[] values = transaction.row();
          double score = scorer.probability(values);
          drafts.add(
              at -> new Event.Prediction(at, id, version, values, score, score >= threshold));
          if (labelled) {
            drafts.add(at -> new Event.Label(at, id, transaction.reported()));
          }
        }
        log.append(drafts);
        clock.advance(Duration.ofMillis(100));
      }
    } catch (EventLogUnavailable e) {
      throw new AssertionError("the log of the test is full", e);
    }
    clock.advance(Duration.ofSeconds(10));
  }

  private static final class HandClock extends Clock {
    private volatile Instant now = Instant.parse("2026-11-01T06:00:00Z");

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
