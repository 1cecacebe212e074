package io.evenkeel.alerts;

import io.evenkeel.ledger.Carrier;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// A Slack incoming webhook. It can neither edit nor thread, so each notice is a message that is
/// understood by itself. At most one message a second.
///
/// Slack knows no idempotency key: when the process dies between the answer of Slack and the mark
/// in the outbox, the message is shown twice.
final class SlackChannel implements Channel {
  private static final Duration DISTANCE = Duration.ofSeconds(1);
  // Slack answers with a code of its own; anything else is not shown, as it may repeat the address.
  private static final Pattern CODE = Pattern.compile("[a-z][a-z_]{0,63}");
  private static final Carrier.Result NOT_SLACK =
      new Carrier.Result.Later(
          "slack answered with a web page: something between here and Slack took the request",
          Optional.empty());

  private final Poster poster;
  private final Address webhook;
  private final Links links;
  private final Pace pace = new Pace(DISTANCE);

  /// @param webhook a secret
  SlackChannel(Poster poster, Address webhook, Links links) {
    this.poster = poster;
    this.webhook = webhook;
    this.links = links;
  }

  @Override
  public String queue() {
    return "slack";
  }

  @Override
  public Carrier.Result tell(Notice notice) throws InterruptedException {
    pace.await();
    try {
      Reply reply = poster.post(webhook, SlackMessage.json(notice, links));
      return switch (reply) {
        case Reply.Unanswered _ -> result(reply, "");
        case Reply.Answered(int status, String text, _) when status < 300 && text.startsWith("<") ->
            NOT_SLACK;
        case Reply.Answered(_, String text, _) -> result(reply, code(text.strip()));
      };
    } finally {
      pace.ended();
    }
  }

  private String code(String text) {
    boolean ours = webhook.uri().toASCIIString().contains(text);
    return CODE.matcher(text).matches() && !ours ? text : "";
  }

  private static Carrier.Result result(Reply reply, String code) {
    String hint =
        switch (code) {
          case "invalid_payload", "invalid_blocks", "msg_blocks_too_long", "no_text" ->
              "this message does not fit Slack; please report it";
          default -> "make a new incoming webhook and set SLACK_WEBHOOK_URL";
        };
    return Replies.result("slack", reply, code, hint);
  }
}
