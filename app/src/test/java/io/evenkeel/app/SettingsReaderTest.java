package io.evenkeel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.evenkeel.incident.Autonomy;
import io.evenkeel.incident.GuardLimits;
import io.evenkeel.incident.PlannedEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
  @TempDir private Path home;

  @Test
  void aHomeWithoutAFileHasTheDefaults() {
    assertThat(read(Map.of())).isEqualTo(Settings.defaults());
  }

  @Test
  void theFileOverridesTheDefaults() throws IOException {
    write(
        """
        labels:
          maturity: 10s
          silence: honest
        monitor:
          window: 500
        agent-interval: 250ms
        """);

    Settings settings = read(Map.of());

    assertThat(settings.labels().maturity()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.labels().silence().name()).isEqualTo("HONEST");
    assertThat(settings.monitor().window()).isEqualTo(500);
    assertThat(settings.monitor().minimumRows()).isEqualTo(50);
    assertThat(settings.agentInterval()).isEqualTo(Duration.ofMillis(250));
  }

  @Test
  void theEnvironmentOverridesTheFile() throws IOException {
    write("monitor: {window: 500}\nserver: {port: 9000}\n");

    Settings settings =
        read(Map.of("EVENKEEL_MONITOR_WINDOW", "700", "EVENKEEL_LABELS_MATURITY", "2h"));

    assertThat(settings.monitor().window()).isEqualTo(700);
    assertThat(settings.server().port()).isEqualTo(9000);
    assertThat(settings.labels().maturity()).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void guardsAndPlannedEventsAreSettings() throws IOException {
    write(
        """
        agent:
          autonomy: observe
          limits: {failures: 2, hold: 12h, backoff: [30s, 2m]}
        policy:
          planned:
            - {name: Diwali, from: "2026-11-07T18:00:00Z", to: "2026-11-10T18:00:00Z", effect: more-budget}
            - {name: upgrade, from: "2026-11-14T20:00:00Z", to: "2026-11-15T02:00:00Z", effect: hold}
        """);

    Settings settings = read(Map.of("EVENKEEL_AGENT_LIMITS_DAILY_BUDGET", "4"));

    assertThat(settings.agent().autonomy()).isEqualTo(Autonomy.OBSERVE);
    GuardLimits good = GuardLimits.defaults();
    assertThat(settings.agent().limits())
        .isEqualTo(
            new GuardLimits(
                good.cooldown(),
                4,
                2,
                good.ineffective(),
                Duration.ofHours(12),
                good.recurrence(),
                good.recurrenceWithin(),
                List.of(Duration.ofSeconds(30), Duration.ofMinutes(2))));
    assertThat(settings.policy().planned())
        .extracting(PlannedEvent::name, PlannedEvent::effect)
        .containsExactly(
            tuple("Diwali", PlannedEvent.Effect.MORE_BUDGET),
            tuple("upgrade", PlannedEvent.Effect.HOLD));
    write(SettingsReader.write(settings));
    assertThat(read(Map.of())).isEqualTo(settings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "agent: {limits: {cool-down: 1m}} | unknown setting agent.limits.cool-down",
        "agent: {limits: {failures: 0}} | the limit failures cannot be 0",
        "agent: {autonomy: some} | must be one of [full, shadow, observe], was some",
        "policy: {planned: [{name: x, from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z', effect: more}]} | must be one of [more-budget, hold], was more",
        "policy: {planned: [{name: x, from: '2026-01-01T00:00:00Z', to: '2025-01-02T00:00:00Z', effect: hold}]} | must end after it begins",
        "policy: {planned: [{name: x, from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z', effect: hold, extra: 1}]} | extra"
      })
  void aGuardThatIsSetWronglyStopsTheStart(String text, String reason) throws IOException {
    write(text);
    assertThatThrownBy(() -> read(Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void theTokenStaysText() {
    assertThat(read(Map.of("EVENKEEL_TOKEN", "0123")).server().token())
        .isEqualTo(Optional.of("0123"));
  }

  @Test
  void writtenSettingsAreReadBackAndHideTheToken() throws IOException {
    Settings settings = read(Map.of("EVENKEEL_TOKEN", "secret", "EVENKEEL_MONITOR_WINDOW", "700"));
    String written = SettingsReader.write(settings);
    write(written);

    assertThat(written).doesNotContain("secret");
    assertThat(read(Map.of("EVENKEEL_TOKEN", "secret"))).isEqualTo(settings);
  }

  @Test
  void aVariableThatOtherProgramsKnowIsTheSameSetting() {
    Settings settings =
        read(
            Map.of(
                "MLFLOW_TRACKING_URI", "http://mlflow-server:5000/",
                "MLFLOW_TRACKING_USERNAME", "ada",
                "MLFLOW_TRACKING_PASSWORD", "secret",
                "SLACK_WEBHOOK_URL", "https://hooks.example/secret"));

    assertThat(settings.mlflow().trackingUri()).contains(URI.create("http://mlflow-server:5000/"));
    assertThat(settings.mlflow().username()).contains("ada");
    assertThat(settings.alerts().slackWebhookUrl())
        .contains(URI.create("https://hooks.example/secret"));
  }

  @Test
  void oneSettingUnderTwoNamesIsAnError() {
    assertThatThrownBy(() ->
            read(
                Map.of(
                    "MLFLOW_TRACKING_URI", "http://a:5000",
                    "EVENKEEL_MLFLOW_TRACKING_URI", "http://b:5000")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("MLFLOW_TRACKING_URI and EVENKEEL_MLFLOW_TRACKING_URI");
  }

  @Test
  void aVariableThatIsSetToNothingIsNotSet() {
    assertThat(read(Map.of("SLACK_WEBHOOK_URL", "", "EVENKEEL_MONITOR_WINDOW", " ")))
        .isEqualTo(Settings.defaults());
  }

  @Test
  void ofTheLedgerNeitherKeyNorPasswordIsShown() {
    Settings settings =
        read(
            Map.of(
                "EVENKEEL_LEDGER_URL",
                "postgresql://ada:p@ssw0rd@db:5432/facts?password=open-sesame&sslmode=require",
                "EVENKEEL_LEDGER_KEY",
                "a key of at least sixteen bytes"));

    assertThat(settings.ledger().url()).isPresent();
    assertThat(SettingsReader.write(settings))
        .doesNotContain("ssw0rd", "sesame", "sixteen bytes")
        .contains("key: (set)", "db:5432/facts", "sslmode=require");
    assertThat(settings.toString()).doesNotContain("ssw0rd", "sesame", "sixteen bytes");
    assertThatThrownBy(() -> read(Map.of("EVENKEEL_LEDGER_URL", "mysql://ada:p@ssw0rd@db/facts")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("ledger.url must be postgresql://")
        .hasMessageNotContaining("ssw0rd");
  }

  @Test
  void noSecretIsWritten() {
    String written =
        SettingsReader.write(
            read(
                Map.of(
                    "SLACK_WEBHOOK_URL", "https://hooks.example/secret",
                    "EVENKEEL_ALERTS_WEBHOOK_URL", "https://example/secret",
                    "PAGERDUTY_ROUTING_KEY", "secret",
                    "MLFLOW_TRACKING_TOKEN", "secret",
                    "EVENKEEL_TOKEN", "secret")));

    assertThat(written).doesNotContain("secret").contains("slack-webhook-url: (set)");
  }

  @Test
  void aLoginInAnAddressIsNotWritten() {
    String written =
        SettingsReader.write(
            read(Map.of("EVENKEEL_ALERTS_ALERTMANAGER_URL", "http://ops:secret@alerts:9093")));

    assertThat(written).doesNotContain("secret").contains("//(set)@alerts:9093");
  }

  @Test
  void anAddressThatIsNoneIsNotRepeated() {
    for (String name : List.of("SLACK_WEBHOOK_URL", "EVENKEEL_ALERTS_WEBHOOK_URL")) {
      for (String value : List.of("https://hooks.example/sec ret", "sec\nret", "ftp://sec-ret/")) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
            .isInstanceOf(SettingsException.class)
            .satisfies(e -> assertThat(messages(e)).doesNotContain("sec").contains("webhook-url"));
      }
    }
  }

  /// What the command line prints of a failure.
  private static String messages(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }

  @Test
  void everySettingHasAVariable() {
    assertThat(SettingsReader.variables())
        .contains("EVENKEEL_SERVER_PORT", "EVENKEEL_AGENT_RECOVERY_MARGIN", "MLFLOW_TRACKING_URI");
    assertThat(SettingsReader.variables())
        .containsAll(SettingsReader.KNOWN_ELSEWHERE.keySet())
        .containsAll(SettingsReader.KNOWN_ELSEWHERE.values());
  }

  @Test
  void anUnknownKeyStopsTheStartAndNamesItsPlace() throws IOException {
    write("monitor:\n  windw: 500\n");

    assertThatThrownBy(() -> read(Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("monitor.windw")
        .hasMessageContaining("known here: interval, window, minimum-rows");
  }

  @Test
  void anUnknownVariableStopsTheStart() {
    assertThatThrownBy(() -> read(Map.of("EVENKEEL_MONITOR_WINDW", "500")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("EVENKEEL_MONITOR_WINDW");
  }

  @Test
  void variablesOfOthersAndOfTheLauncherAreNoSettings() {
    assertThat(read(Map.of("PATH", "/bin", "EVENKEEL_HOME", "x", "EVENKEEL_JAVA_OPTS", "-Xmx1g")))
        .isEqualTo(Settings.defaults());
  }

  @Test
  void aValueOfTheWrongTypeNamesItsSetting() throws IOException {
    write("monitor: {window: many}\n");

    assertThatThrownBy(() -> read(Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("monitor.window");
  }

  @Test
  void aWordThatIsNoneOfAFewNamesTheFew() {
    assertThatThrownBy(() -> read(Map.of("AGENT_MODE", "claude")))
        .isInstanceOf(SettingsException.class)
        .hasMessage("setting reasoner.mode: must be one of [rule, llm], was claude");
  }

  @Test
  void aValueOutOfRangeSaysWhatIsAllowed() throws IOException {
    write("monitor: {window: 10}\n");

    assertThatThrownBy(() -> read(Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("minimum rows <= window");
  }

  @Test
  void aDurationNeedsAUnit() throws IOException {
    write("labels: {maturity: 10}\n");

    assertThatThrownBy(() -> read(Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("labels.maturity")
        .hasMessageContaining("as in 10s");
  }

  @Test
  void aKeyGivenTwiceIsAnError() throws IOException {
    write("monitor: {window: 500}\nmonitor: {window: 600}\n");

    assertThatThrownBy(() -> read(Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("evenkeel.yaml");
  }

  @Test
  void labelsMustRipenBeforeTheirRowsAreDeletedAndRepairsBeProvenAfter() throws IOException {
    write("labels: {maturity: 6d}\nagent: {verify-within: 7d}\n");
    assertThatThrownBy(() -> read(Map.of())).hasMessageContaining("events.retention-age (7d)");

    write("labels: {maturity: 3d}\n");
    assertThatThrownBy(() -> read(Map.of())).hasMessageContaining("agent.verify-within (3d)");
  }

  @Test
  void anAgentActsOnReportsUpToTwoChecksOld() throws IOException {
    write("monitor: {interval: 30m}\n");
    assertThat(read(Map.of()).agentInEffect().oldestReport()).isEqualTo(Duration.ofHours(1));
    Settings defaults = Settings.defaults();
    assertThat(defaults.agentInEffect())
        .isEqualTo(
            defaults
                .agent()
                .inEffect(defaults.agent().oldestReport(), defaults.labels().maturity()));
  }

  @Test
  void anOpenHostWithoutATokenIsRefused() {
    assertThatThrownBy(() -> read(Map.of("EVENKEEL_SERVER_HOST", "0.0.0.0")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("EVENKEEL_TOKEN");
  }

  @Test
  void durationsRoundTrip() {
    for (String text : new String[] {"0s", "250ms", "10s", "90s", "5m", "36h", "7d"}) {
      assertThat(Durations.format(Durations.parse(text))).isEqualTo(text);
    }
  }

  private Settings read(Map<String, String> environment) {
    return SettingsReader.read(home.resolve("evenkeel.yaml"), environment);
  }

  private void write(String yaml) throws IOException {
    Files.writeString(home.resolve("evenkeel.yaml"), yaml);
  }
}
