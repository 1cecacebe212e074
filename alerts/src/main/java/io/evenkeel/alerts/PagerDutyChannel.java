package io.evenkeel.alerts;

import io.evenkeel.ledger.Carrier;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// PagerDuty, Events API v2. All events of an incident have its id as `dedup_key`, so a repeated
/// one opens nothing new; each promotion and rollback is a change event besides, which is tried
/// once.
final class PagerDutyChannel implements Channel {
  private static final Logger LOG = LoggerFactory.getLogger(PagerDutyChannel.class);
  private static final int SHOWN = 300;
  // PagerDuty asks for minutes, not seconds, once it says that there were too many.
  private static final Duration TOO_MANY = Duration.ofMinutes(1);

  private final Poster poster;
  private final Address alerts;
  private final Address changes;
  private final String routingKey;
  private final Links links;

  /// @param base the base address of the Events API
  /// @param routingKey the key of the integration; a secret
  PagerDutyChannel(Poster poster, Address base, String routingKey, Links links) {
    this.poster = poster;
    this.alerts = base.below("/v2/enqueue");
    this.changes = base.below("/v2/change/enqueue");
    this.routingKey = routingKey;
    this.links = links;
  }

  @Override
  public String queue() {
    return "pagerduty";
  }

  @Override
  public Carrier.Result tell(Notice notice) throws InterruptedException {
    PagerDutyEvent event = new PagerDutyEvent(notice, links, routingKey);
    Carrier.Result told = result(poster.post(alerts, event.alert()));
    Optional<String> change = event.change();
    if (told instanceof Carrier.Result.Arrived && change.isPresent()) {
      change(notice, change.get());
    }
    return told;
  }

  /// Tells of a change of champion. Nobody is paged by it, so one that fails holds back neither its
  /// alert, which has arrived, nor the end of the incident behind it.
  private void change(Notice notice, String event) throws InterruptedException {
    switch (result(poster.post(changes, event))) {
      case Carrier.Result.Arrived _ -> {}
      case Carrier.Result.Later(String reason, _) -> changeLost(notice, reason);
      case Carrier.Result.Refused(String reason) -> changeLost(notice, reason);
    }
  }

  private static void changeLost(Notice notice, String reason) {
    LOG.warn(
        "the change event of {} is lost; its alert has arrived: {}",
        PlainText.line(notice.key(), SHOWN),
        reason);
  }

  private Carrier.Result result(Reply reply) {
    Carrier.Result result =
        Replies.result(
            "pagerduty", reply, said(reply), "check the key in alerts.pagerduty-routing-key");
    return switch (result) {
      case Carrier.Result.Later(String reason, Optional<Duration> after)
          when after.isEmpty()
              && reply instanceof Reply.Answered(int status, _, _)
              && status == 429 ->
          new Carrier.Result.Later(reason, Optional.of(TOO_MANY));
      case Carrier.Result.Arrived _, Carrier.Result.Later _, Carrier.Result.Refused _ -> result;
    };
  }

  /// What PagerDuty says is wrong, without the key.
  private String said(Reply reply) {
    if (!(reply instanceof Reply.Answered(_, String text, _))) {
      return "";
    }
    try {
      JsonNode answer = JsonMapper.shared().readTree(text);
      String errors = answer.path("errors").isMissingNode() ? "" : answer.path("errors").toString();
      String said = answer.path("message").asString("") + " " + errors;
      return PlainText.line(said.replace(routingKey, "***"), SHOWN);
    } catch (JacksonException _) {
      // Not PagerDuty's own words: they are not worth showing.
      return "";
    }
  }
}
