package io.evenkeel.alerts;

import io.evenkeel.ledger.Ledger;
import io.evenkeel.ledger.Outbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Channels over a real ledger in a directory. A second one over the same directory is the same
/// home after a restart.
final class TestingChannels implements AutoCloseable {
  static final URI GRAFANA = URI.create("http://grafana.example:3000/");
  static final URI RUNBOOK = URI.create("https://wiki.example/runbook?page=drift&part=1");

  private final Path home;
  private final TestingClock clock;
  private final Ledger ledger;
  final NoticeChannels channels;

  TestingChannels(Path home, TestingClock clock, AlertSettings settings) {
    this.home = home;
    this.clock = clock;
    this.ledger = Ledger.open(home.resolve("ledger.db"), clock);
    this.channels = new NoticeChannels(settings, ledger.outbox(), home.resolve("alerts"), clock);
  }

  static AlertSettings none() {
    return new AlertSettings(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        AlertSettings.defaults().pagerdutyUrl(),
        Optional.empty(),
        Optional.of(GRAFANA),
        Optional.of(RUNBOOK),
        Optional.empty(),
        Duration.ofSeconds(5),
        Duration.ofDays(1));
  }

  static AlertSettings slack(URI uri) {
    return with(
        none(), Optional.of(uri), Optional.empty(), Optional.empty(), none().pagerdutyUrl());
  }

  static AlertSettings alertmanager(URI uri) {
    return with(
        none(), Optional.empty(), Optional.of(uri), Optional.empty(), none().pagerdutyUrl());
  }

  static AlertSettings pagerduty(URI uri) {
    return with(none(), Optional.empty(), Optional.empty(), Optional.of(PagerDutyRules.KEY), uri);
  }

  static AlertSettings webhook(URI uri) {
    return withWebhook(none(), uri);
  }

  static AlertSettings withWebhook(AlertSettings settings, URI uri) {
    return new AlertSettings(
        settings.slackWebhookUrl(),
        settings.alertmanagerUrl(),
        settings.pagerdutyRoutingKey(),
        settings.pagerdutyUrl(),
        Optional.of(uri),
        settings.grafanaUrl(),
        settings.runbookUrl(),
        settings.incidentUrl(),
        settings.requestTimeout(),
        settings.giveUpAfter());
  }

  static AlertSettings withIncidents(AlertSettings settings, URI uri) {
    return new AlertSettings(
        settings.slackWebhookUrl(),
        settings.alertmanagerUrl(),
        settings.pagerdutyRoutingKey(),
        settings.pagerdutyUrl(),
        settings.webhookUrl(),
        settings.grafanaUrl(),
        settings.runbookUrl(),
        Optional.of(uri),
        settings.requestTimeout(),
        settings.giveUpAfter());
  }

  static AlertSettings within(AlertSettings settings, Duration requestTimeout) {
    return new AlertSettings(
        settings.slackWebhookUrl(),
        settings.alertmanagerUrl(),
        settings.pagerdutyRoutingKey(),
        settings.pagerdutyUrl(),
        settings.webhookUrl(),
        settings.grafanaUrl(),
        settings.runbookUrl(),
        settings.incidentUrl(),
        requestTimeout,
        settings.giveUpAfter());
  }

  private static AlertSettings with(
      AlertSettings settings,
      Optional<URI> slack,
      Optional<URI> alertmanager,
      Optional<String> routingKey,
      URI pagerduty) {
    return new AlertSettings(
        slack,
        alertmanager,
        routingKey,
        pagerduty,
        settings.webhookUrl(),
        settings.grafanaUrl(),
        settings.runbookUrl(),
        settings.incidentUrl(),
        settings.requestTimeout(),
        settings.giveUpAfter());
  }

  Outbox outbox() {
    return ledger.outbox();
  }

  /// Puts notices and delivers what is due.
  void tell(Notice... notices) throws InterruptedException {
    List.of(notices).forEach(channels::put);
    deliver();
  }

  void deliver() throws InterruptedException {
    channels.deliver(clock.instant().plusSeconds(30));
  }

  /// The files of the last resort.
  List<JsonNode> files() {
    if (!Files.exists(home.resolve("alerts"))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(home.resolve("alerts"))) {
      return files.map(TestingChannels::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(Path file) {
    return JsonMapper.shared().readTree(file.toFile());
  }

  @Override
  public void close() {
    channels.close();
    ledger.close();
  }
}
