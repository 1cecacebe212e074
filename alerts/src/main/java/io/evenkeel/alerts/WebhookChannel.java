package io.evenkeel.alerts;

import io.evenkeel.ledger.Carrier;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Any address that takes a JSON document by POST and answers 2xx once it has it.
///
/// The document has the fields that [NoticeCodec] names, and besides:
///
/// | field | what it holds |
/// |---|---|
/// | `summary` | what happened, in one sentence |
/// | `dashboard_url` | the dashboard around the time of the notice; null without Grafana |
/// | `runbook_url` | the runbook; null where none is set |
/// | `incident_url` | the page of the incident; null where none is set |
///
/// The header `Idempotency-Key` holds the key of the notice, percent-encoded where a header could
/// not hold it: the same key again is the same notice, told again because its first arrival could
/// not be marked. All notices of one incident have the same `incident`.
final class WebhookChannel implements Channel {
  private final Poster poster;
  private final Address address;
  private final Links links;

  /// @param address a secret
  WebhookChannel(Poster poster, Address address, Links links) {
    this.poster = poster;
    this.address = address;
    this.links = links;
  }

  @Override
  public String queue() {
    return "webhook";
  }

  @Override
  public Carrier.Result tell(Notice notice) throws InterruptedException {
    ObjectNode document = NoticeCodec.tree(notice);
    document.put("summary", PlainText.line(new Story(notice).sentence()));
    put(document, "dashboard_url", links.dashboard(notice));
    put(document, "runbook_url", links.runbook());
    put(document, "incident_url", links.incident(notice));
    Reply reply =
        poster.post(address, document.toString(), Map.of("Idempotency-Key", header(notice.key())));
    // What it answers is not shown: it may repeat the address.
    return Replies.result(
        "webhook", reply, "", "check the address in alerts.webhook-url, and what listens there");
  }

  private static void put(ObjectNode document, String field, Optional<URI> link) {
    link.ifPresentOrElse(
        uri -> document.put(field, uri.toASCIIString()), () -> document.putNull(field));
  }

  private static String header(String key) {
    return key.matches("[!-~]+") ? key : URLEncoder.encode(key, StandardCharsets.UTF_8);
  }
}
