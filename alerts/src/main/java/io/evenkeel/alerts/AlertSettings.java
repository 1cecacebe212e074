package io.evenkeel.alerts;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Where people are told, besides the file and the log, which are always written.
///
/// @param slackWebhookUrl a Slack incoming webhook; a secret
/// @param alertmanagerUrl the base address of an Alertmanager
/// @param pagerdutyRoutingKey the key of an Events API v2 integration; a secret
/// @param pagerdutyUrl the base address of the Events API
/// @param webhookUrl any address that takes a JSON document by POST; a secret
/// @param grafanaUrl the base address of Grafana, for links
/// @param runbookUrl the base address of the runbook, for links
/// @param incidentUrl what the address of one incident begins with, for links: its id is appended
/// @param requestTimeout how long one request may take
/// @param giveUpAfter how long a notice is tried before it is left to the file
public record AlertSettings(
    Optional<URI> slackWebhookUrl,
    Optional<URI> alertmanagerUrl,
    Optional<String> pagerdutyRoutingKey,
    URI pagerdutyUrl,
    Optional<URI> webhookUrl,
    Optional<URI> grafanaUrl,
    Optional<URI> runbookUrl,
    Optional<URI> incidentUrl,
    Duration requestTimeout,
    Duration giveUpAfter) {
  /// Rejects addresses that are none, and spans of nothing.
  public AlertSettings {
    slackWebhookUrl.ifPresent(uri -> requireHttp("slack-webhook-url", uri));
    alertmanagerUrl.ifPresent(uri -> requireHttp("alertmanager-url", uri));
    requireHttp("pagerduty-url", pagerdutyUrl);
    webhookUrl.ifPresent(uri -> requireHttp("webhook-url", uri));
    grafanaUrl.ifPresent(uri -> requireHttp("grafana-url", uri));
    runbookUrl.ifPresent(uri -> requireHttp("runbook-url", uri));
    incidentUrl.ifPresent(uri -> requireHttp("incident-url", uri));
    if (!requestTimeout.isPositive() || !giveUpAfter.isPositive()) {
      throw new IllegalArgumentException(
          "the spans of alerts must be positive, were %s and %s"
              .formatted(requestTimeout, giveUpAfter));
    }
  }

  /// No channel but the file and the log; Grafana on this machine; a day before a notice is left to
  /// the file.
  public static AlertSettings defaults() {
    return new AlertSettings(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        URI.create("https://events.pagerduty.com"),
        Optional.empty(),
        Optional.of(URI.create("http://localhost:3000")),
        Optional.empty(),
        Optional.empty(),
        Duration.ofSeconds(10),
        Duration.ofDays(1));
  }

  /// Says which channels are set up, and none of the secrets.
  @Override
  public String toString() {
    return "AlertSettings[slack=%s, alertmanager=%s, pagerduty=%s, webhook=%s, %s, %s]"
        .formatted(
            slackWebhookUrl.isPresent(),
            alertmanagerUrl.isPresent(),
            pagerdutyRoutingKey.isPresent(),
            webhookUrl.isPresent(),
            requestTimeout,
            giveUpAfter);
  }

  private static void requireHttp(String name, URI uri) {
    String scheme = String.valueOf(uri.getScheme());
    if (!(scheme.equals("http") || scheme.equals("https")) || uri.getHost() == null) {
      // The address may be a secret: say which setting, not what it holds.
      throw new IllegalArgumentException(name + " must be an http or https address");
    }
  }
}
