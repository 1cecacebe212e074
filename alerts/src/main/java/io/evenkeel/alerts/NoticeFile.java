package io.evenkeel.alerts;

import io.evenkeel.ledger.Outbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The last resort: a notice that a channel will never take becomes a file, and an error in the
/// log. Where even the file cannot be written, the log has the whole notice.
///
/// One file for each notice and channel, `<time>-undelivered-<queue>-<incident>-<digest>.json`,
/// with `queue`, `key`, `incident`, `put`, `attempts`, `reason` and the `notice` itself. The same
/// notice again replaces its file. Safe for use by many threads.
final class NoticeFile {
  private static final Logger LOG = LoggerFactory.getLogger(NoticeFile.class);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final AlertDirectory directory;

  /// @param directory made when missing
  NoticeFile(Path directory) {
    this.directory = new AlertDirectory(directory);
  }

  /// Keeps a message that will not arrive.
  ///
  /// @param reason why; holds no secret
  void keep(Outbox.Message message, String reason) {
    ObjectNode document = JSON.createObjectNode();
    document.put("queue", message.queue()).put("key", message.key());
    document.put("incident", message.subject()).put("put", message.put().toString());
    document.put("attempts", message.attempts()).put("reason", reason);
    document.set("notice", notice(message.payload()));
    try {
      Path file =
          directory.write(
              message.put(),
              "undelivered-" + message.queue() + "-" + message.subject(),
              message.queue() + " " + message.key(),
              document.toPrettyString().getBytes(StandardCharsets.UTF_8));
      LOG.error(
          "{} will not have {}; it was written to {}: {}",
          message.queue(),
          message.key(),
          file,
          reason);
    } catch (IOException e) {
      LOG.error(
          "{} will not have {}, and it cannot be written under {}: {}; the notice: {}",
          message.queue(),
          message.key(),
          directory,
          e,
          PlainText.line(document.toString()));
    }
  }

  private static JsonNode notice(String payload) {
    try {
      return JSON.readTree(payload);
    } catch (JacksonException _) {
      // It is kept as it is: there is no one left to complain to.
      return JSON.getNodeFactory().stringNode(payload);
    }
  }
}
