package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evenkeel.app.Home;
import io.evenkeel.events.Event;
import io.evenkeel.events.EventReader;
import io.evenkeel.ledger.Aliases;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.model.SchemaFile;
import io.evenkeel.simulator.Regime;
import io.evenkeel.simulator.Traffic;
import io.evenkeel.simulator.TrafficListener;
import io.evenkeel.simulator.TrafficPlan;
import io.evenkeel.simulator.UpiWorld;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The manual steps of the README as separate processes over one home, and what a kill -9 leaves.
class SeparateProcessesTest {
  @TempDir private Path directory;

  private Program program;
  private Home home;

  @BeforeEach
  void aWorldAndAModel() throws IOException, InterruptedException {
    home = new Home(directory.resolve("home"));
    program = new Program(home.root(), Files.createDirectory(directory.resolve("logs")));
    program.run(0, "generate");
    // Labels count at once, so that the test need not wait for them to ripen.
    Files.writeString(home.settings(), "labels: {maturity: 0s}\n");
    assertThat(program.run(0, "train")).contains("trained v1", "serving v1");
  }

  @AfterEach
  void endProcesses() {
    program.close();
  }

  @Test
  void theManualStepsRepairAFestival() throws IOException, InterruptedException {
    int port = program.launch("serve", "--port", "0").port();
    String url = "http://127.0.0.1:" + port;
    program.run(
        0, "traffic", "--url", url, "--rate", "1000", "--rows", "2500", "--label-delay", "0s");
    assertThat(program.run(0, "monitor", "--once"))
        .contains("drift_score=0.000 (0%) -> recommendation=ok");
    assertThat(program.run(0, "agent", "--once")).contains("Decision: OK");

    festival(url);
    assertThat(program.run(0, "monitor", "--once"))
        .contains("drift_score=0.625 (62%) -> recommendation=retrain");
    assertThat(program.run(0, "agent", "--once"))
        .contains("Decision: RETRAIN", "Confidence: 0.95", "Action taken: promoted | roc_auc=0.9")
        .contains("version=v2");

    await().until(() -> Program.get(port, "/health").contains("v2"));
    assertThat(Program.get(port, "/metrics"))
        .contains("model_drift_score 0.625")
        .contains("model_accuracy 0.9")
        .contains("agent_decisions_total{decision=\"retrain\"} 1.0")
        .contains("agent_decisions_total{decision=\"ok\"} 1.0");
    assertThat(program.run(0, "agent", "--once")).contains("Nothing to do");
    assertThat(program.run(0, "registry")).contains("* v2", "retrained for");
  }

  @Test
  void aKilledServerLosesNoLineThatItAnswered() throws IOException, InterruptedException {
    Program.Running server = program.launch("serve", "--port", "0");
    Set<String> answered = ConcurrentHashMap.newKeySet();
    Traffic traffic =
        new Traffic(
            TrafficPlan.to(URI.create("http://127.0.0.1:" + server.port()), "kill-").atRate(2000),
            UpiWorld.mixed(5),
            Regime::quiet,
            new TrafficListener() {
              @Override
              public void answered(Answer answer) {
                answered.add(answer.transactionId());
              }
            });
    Thread sending = Thread.ofPlatform().start(() -> send(traffic));
    await().until(() -> answered.size() > 1500);

    server.kill();
    traffic.stop();
    sending.join();

    List<Event.Prediction> logged =
        new EventReader(home.events(), SchemaFile.read(home.schema()))
            .predictions(Optional.empty(), Instant.EPOCH, Instant.MAX);
    assertThat(logged.stream().map(Event.Prediction::transactionId).collect(Collectors.toSet()))
        .containsAll(answered);
    int port = program.launch("serve", "--port", "0").port();
    assertThat(Program.get(port, "/health")).contains("\"ok\"");
  }

  @Test
  void anAgentKilledInTheMiddleActsOnceInAll() throws IOException, InterruptedException {
    int port = program.launch("serve", "--port", "0").port();
    festival("http://127.0.0.1:" + port);
    program.run(0, "monitor", "--once");

    Program.Running agent = program.launch("agent", "--once");
    try (Ledger ledger = Ledger.open(home.ledger(), Clock.systemUTC())) {
      await().atMost(Duration.ofMinutes(1)).until(() -> !ledger.journal().openIntents().isEmpty());
      agent.kill();

      assertThat(program.run(0, "agent", "--once")).contains("promoted | roc_auc=");

      assertThat(ledger.journal().openIntents()).isEmpty();
      assertThat(ledger.aliases().history("champion"))
          .extracting(Aliases.Fact::version)
          .containsExactly("v1", "v2");
      assertThat(ledger.journal().counts("retrain", JournalEntry.Phase.DONE))
          .containsOnly(java.util.Map.entry("promoted", 1L));
      assertThat(ledger.incidents().all()).hasSize(1);
    }
    try (Stream<Path> versions = Files.list(home.models())) {
      assertThat(versions.map(path -> path.getFileName().toString()).sorted())
          .containsExactly("v1", "v2");
    }
  }

  @Test
  void aTornReportIsAnErrorAndChangesNothing() throws IOException, InterruptedException {
    program.launch("serve", "--port", "0").port();
    program.run(0, "monitor", "--once");
    Path report = home.reports().resolve("latest_report.json");
    String whole = Files.readString(report);
    Files.writeString(report, whole.substring(0, whole.length() / 2));

    assertThat(program.run(1, "agent", "--once")).contains("Error:", "latest_report.json");
  }

  private void festival(String url) throws IOException, InterruptedException {
    program.run(0, "inject", "--severity", "high");
    program.run(
        0,
        "traffic",
        "--url",
        url,
        "--rate",
        "1500",
        "--rows",
        "14500",
        "--label-delay",
        "0s",
        "--seed",
        "12");
  }

  private static void send(Traffic traffic) {
    try {
      traffic.run();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
