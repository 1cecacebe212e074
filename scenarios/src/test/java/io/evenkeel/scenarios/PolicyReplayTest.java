package io.evenkeel.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.evenkeel.agent.AgentListener;
import io.evenkeel.agent.AgentRun;
import io.evenkeel.agent.Responder;
import io.evenkeel.app.Evenkeel;
import io.evenkeel.app.Home;
import io.evenkeel.app.Settings;
import io.evenkeel.app.SettingsReader;
import io.evenkeel.monitor.ReportStore;
import io.evenkeel.simulator.Regime;
import io.evenkeel.simulator.UpiWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A festival was lived through and repaired by a retrain; policies are tried on it afterwards.
class PolicyReplayTest {
  @TempDir private static Path directory;
  private static Home home;

  @BeforeAll
  static void live() throws InterruptedException {
    home = CrashHome.make(directory.resolve("lived"), CrashPlay.RETRAIN, 7);
    ReportStore reports = new ReportStore(home.reports());
    try (Evenkeel evenkeel = CrashHome.open(home)) {
      Responder agent =
          evenkeel.agent(
              () -> reports.latest(Instant.now(), settings().agent().oldestReport()),
              evenkeel.remedies(),
              AgentListener.silent());
      assertThat(agent.once()).isInstanceOf(AgentRun.Acted.class);
      CrashHome.serve(evenkeel, "v2", UpiWorld.mixed(9).table(Regime.high(), 4_000), "after", true);
      evenkeel.checkOnce(_ -> {});
      assertThat(agent.once()).isInstanceOf(AgentRun.Calm.class);
    }
  }

  /// Settings of the home, without the environment.
  private static Settings settings() {
    return SettingsReader.read(home.settings(), Map.of());
  }

  @Test
  void theSamePolicyDecidesTheSameAndTrainsAnew() throws InterruptedException {
    ReplayResult result = replay(settings());
    assertThat(result.checks()).hasSize(2);
    assertThat(result.checks()).allMatch(ReplayResult.Check::same);
    assertThat(result.checks().getFirst().wouldBe()).isEqualTo("retrain");
    assertThat(result.was().changes()).hasSize(1);
    assertThat(result.wouldBe().changes()).as(result.describe()).hasSize(1);
    assertThat(result.wouldBe().byVersion()).containsOnlyKeys("v2");
    assertThat(result.rows()).isGreaterThanOrEqualTo(4_000);
    assertThat(result.wouldBe().money().frauds()).isEqualTo(result.was().money().frauds());
    assertThat(result.toJson()).contains("\"would_be\"", "\"minutes_drifted\"");
  }

  @Test
  void aPolicyThatOnlyTellsKeepsTheChampionAndMissesMore()
      throws IOException, InterruptedException {
    Path policy = directory.resolve("lax.yaml");
    Files.writeString(policy, "policy: {rollback-above: 0.98, retrain-above: 0.99}\n");
    Settings lax =
        SettingsReader.readWith(home.settings(), Map.of(), policy, Set.of("policy", "agent"));
    Map<String, Integer> before = content();

    ReplayResult result = replay(lax);
    ReplayResult.Check first = result.checks().getFirst();
    assertThat(first.was()).isEqualTo("retrain");
    assertThat(first.wouldBe()).isNotEqualTo("retrain");
    assertThat(result.wouldBe().changes()).isEmpty();
    assertThat(result.wouldBe().byVersion()).containsOnlyKeys("v1");
    assertThat(result.was().byVersion()).containsOnlyKeys("v2");
    assertThat(result.wouldBe().minutesDrifted()).isGreaterThan(result.was().minutesDrifted());
    ReplayMoney was = result.was().money();
    ReplayMoney wouldBe = result.wouldBe().money();
    assertThat(wouldBe.labelled()).isEqualTo(was.labelled()).isEqualTo(4_000);
    assertThat(was.caughtAmount() + was.missedAmount())
        .isCloseTo(wouldBe.caughtAmount() + wouldBe.missedAmount(), Offset.offset(0.01));
    assertThat(wouldBe.falseAlarms()).isGreaterThan(was.falseAlarms());
    assertThat(result.describe()).contains("decisions are different", "fraud missed, INR");
    assertThat(content()).as("a replay only reads").isEqualTo(before);
  }

  @Test
  void aSpanWithoutReportsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            PolicyReplay.run(
                new PolicyReplay.Order(
                    home, settings(), Instant.EPOCH, Instant.EPOCH.plusSeconds(60), "amount")))
        .withMessageContaining("no report");
  }

  private static ReplayResult replay(Settings settings) throws InterruptedException {
    return PolicyReplay.run(
        new PolicyReplay.Order(
            home, settings, Instant.EPOCH, Clock.systemUTC().instant(), "amount"));
  }

  private static Map<String, Integer> content() throws IOException {
    Map<String, Integer> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(home.root())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(
            home.root().relativize(file).toString(), Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return content;
  }
}
