package io.evenkeel.alerts;

import io.evenkeel.ledger.Carrier;
import io.evenkeel.ledger.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Alertmanager, API v2. It forgets: a firing alert ends after its `resolve_timeout` (5 m) unless
/// it is sent again, so every open incident is repeated once a minute, and a resolved one for five
/// minutes more. An open incident whose notice was refused or given up is repeated as well: it
/// fires as soon as Alertmanager takes it. What stands is read back from the outbox after a
/// restart.
final class AlertmanagerChannel implements Channel {
  static final String QUEUE = "alertmanager";
  private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerChannel.class);
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(30);
  private static final Duration RESOLVED_FOR = Duration.ofMinutes(5);
  private static final int SHOWN = 300;

  private final Poster poster;
  private final Address address;
  private final Links links;
  private final Outbox outbox;
  private final Clock clock;
  private final SequencedMap<String, Standing> standing = new LinkedHashMap<>();
  private boolean remembered;
  private Instant next = Instant.MIN;

  /// An alert that is to be repeated.
  ///
  /// @param alert as it is sent
  /// @param until when it need not be repeated any more; empty while it fires
  private record Standing(ObjectNode alert, Optional<Instant> until) {
    boolean ended(Instant now) {
      return until.filter(end -> end.isBefore(now)).isPresent();
    }
  }

  /// @param base the base address of the Alertmanager
  AlertmanagerChannel(Poster poster, Address base, Links links, Outbox outbox, Clock clock) {
    this.poster = poster;
    this.address = base.below("/api/v2/alerts");
    this.links = links;
    this.outbox = outbox;
    this.clock = clock;
  }

  @Override
  public String queue() {
    return QUEUE;
  }

  @Override
  public Carrier.Result tell(Notice notice) throws InterruptedException {
    remember();
    ObjectNode alert = alert(notice);
    Carrier.Result result = post(List.of(alert));
    switch (result) {
      case Carrier.Result.Arrived _ -> stand(notice, alert, clock.instant());
      case Carrier.Result.Later _ -> next = clock.instant().plus(AFTER_TROUBLE);
      // `lost` hears of it.
      case Carrier.Result.Refused _ -> {}
    }
    return result;
  }

  @Override
  public void lost(Notice notice) {
    if (end(outbox.about(QUEUE, notice.incident()).getLast()).isPresent()) {
      // Left alone, the alert ends by itself; repeated, it would fire for ever.
      standing.remove(notice.incident());
    } else if (!fires(notice.incident())) {
      stand(notice, alert(notice), clock.instant());
    }
  }

  @Override
  public void repeat() throws InterruptedException {
    remember();
    Instant now = clock.instant();
    standing.values().removeIf(each -> each.ended(now));
    if (standing.isEmpty() || now.isBefore(next)) {
      return;
    }
    List<ObjectNode> alerts = standing.values().stream().map(Standing::alert).toList();
    next =
        switch (post(alerts)) {
          case Carrier.Result.Arrived _ -> now.plus(EVERY);
          case Carrier.Result.Later(String reason, Optional<Duration> after) -> {
            LOG.warn("{} alerts were not repeated: {}", alerts.size(), reason);
            yield now.plus(after.orElse(AFTER_TROUBLE));
          }
          case Carrier.Result.Refused(String reason) -> {
            LOG.error("{} alerts were not repeated together: {}", alerts.size(), reason);
            repeatAlone(alerts);
            yield now.plus(EVERY);
          }
        };
  }

  /// One alert that is refused must not silence the others.
  private void repeatAlone(List<ObjectNode> alerts) throws InterruptedException {
    if (alerts.size() < 2) {
      return;
    }
    for (ObjectNode alert : alerts) {
      if (post(List.of(alert)) instanceof Carrier.Result.Later(String reason, _)) {
        LOG.warn("alerts were not repeated one by one: {}", reason);
        return;
      }
    }
  }

  /// Reads back, once, what this process or an earlier one has told.
  private void remember() {
    if (remembered) {
      return;
    }
    outbox.latestSent(QUEUE).forEach(this::stand);
    // What has arrived once is sure to be taken again, so it goes before what was refused later.
    outbox.latestEnded(QUEUE).stream()
        .filter(ended -> !fires(ended.subject()))
        .forEach(this::stand);
    standing.values().removeIf(each -> each.ended(clock.instant()));
    remembered = true;
  }

  /// The end of an incident, if that is the last that there is to tell. One whose end is known
  /// fires no more, though the end itself may not have arrived.
  private static Optional<Notice> end(Outbox.Message last) {
    return read(last).filter(AlertmanagerAlert::over);
  }

  private boolean fires(String incident) {
    return Optional.ofNullable(standing.get(incident))
        .filter(each -> each.until().isEmpty())
        .isPresent();
  }

  private void stand(Outbox.Message message) {
    Outbox.Message last = outbox.about(QUEUE, message.subject()).getLast();
    end(last).or(() -> read(message)).ifPresent(notice -> stand(notice, alert(notice), last.put()));
  }

  private void stand(Notice notice, ObjectNode alert, Instant since) {
    Optional<Instant> until =
        AlertmanagerAlert.over(notice) ? Optional.of(since.plus(RESOLVED_FOR)) : Optional.empty();
    standing.put(notice.incident(), new Standing(alert, until));
  }

  private ObjectNode alert(Notice notice) {
    Notice first =
        outbox.about(QUEUE, notice.incident()).stream()
            .findFirst()
            .flatMap(AlertmanagerChannel::read)
            .orElse(notice);
    return AlertmanagerAlert.of(first, notice, links);
  }

  private static Optional<Notice> read(Outbox.Message message) {
    try {
      return Optional.of(NoticeCodec.read(message.payload()));
    } catch (IllegalArgumentException e) {
      LOG.error("{} cannot be read and is passed over: {}", message.key(), e.getMessage());
      return Optional.empty();
    }
  }

  private Carrier.Result post(List<ObjectNode> alerts) throws InterruptedException {
    ArrayNode body = JsonMapper.shared().createArrayNode().addAll(alerts);
    Reply reply = poster.post(address, body.toString());
    String said =
        switch (reply) {
          case Reply.Answered(_, String text, _) ->
              PlainText.line(text.replace(address.authorization().orElse("\n"), "***"), SHOWN);
          case Reply.Unanswered _ -> "";
        };
    return Replies.result(QUEUE, reply, said, "check the address in alerts.alertmanager-url");
  }
}
