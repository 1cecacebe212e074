package io.evenkeel.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Messages for other systems, kept until they have arrived. Each queue is delivered in the order
/// in which its messages were put, and each message is put once: its key says which it is.
///
/// Every method is one durable transaction. A message that was carried away but not yet marked when
/// the process died is carried again, so a carrier must recognise the key on the other side.
public final class Outbox {
  // The states are literals in all of these: with a parameter SQLite could not use the indexes that
  // hold one state only, and would read all that ever went.
  static final String COUNT_WAITING =
      "SELECT queue, count(*) FROM outbox WHERE state = 'WAITING' GROUP BY queue ORDER BY queue";
  static final String COUNT_REFUSED =
      "SELECT queue, count(*) FROM outbox WHERE state = 'REFUSED' GROUP BY queue ORDER BY queue";
  static final String NEWEST_SENT =
      "SELECT * FROM outbox WHERE queue = ? AND key >= ? AND key < ? AND state = 'SENT'"
          + " ORDER BY sequence DESC LIMIT 1";
  static final String EMPTY_SENT =
      "UPDATE outbox SET payload = '' WHERE queue = ? AND state = 'SENT' AND payload <> ''"
          + " AND ended < ?";
  static final String EMPTY_MIDDLE =
      EMPTY_SENT
          + " AND EXISTS (SELECT 1 FROM outbox AS other WHERE other.queue = outbox.queue"
          + " AND other.subject = outbox.subject AND other.sequence < outbox.sequence)"
          + " AND EXISTS (SELECT 1 FROM outbox AS other WHERE other.queue = outbox.queue"
          + " AND other.subject = outbox.subject AND other.sequence > outbox.sequence"
          + " AND other.state = 'SENT')";

  /// Behind every key that begins in some way.
  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  private final Database database;
  private final Clock clock;
  private final Fence fence;

  Outbox(Database database, Clock clock, Fence fence) {
    this.database = database;
    this.clock = clock;
    this.fence = fence;
  }

  /// A message.
  ///
  /// @param sequence its number, growing
  /// @param queue where it goes: `mlflow`, `slack`, ...
  /// @param key unique within the queue
  /// @param subject what it is about, for instance an incident
  /// @param kind how its payload is to be read
  /// @param payload the message itself, opaque here
  /// @param put when it was put
  /// @param attempts how often it was tried in vain
  public record Message(
      long sequence,
      String queue,
      String key,
      String subject,
      String kind,
      String payload,
      Instant put,
      int attempts) {}

  /// Puts a message at the end of its queue.
  ///
  /// @return false when one with this key was put before; nothing is changed then
  public boolean put(String queue, String key, String subject, String kind, String payload) {
    if (queue.isEmpty() || key.isEmpty()) {
      throw new IllegalArgumentException("a message needs a queue and a key");
    }
    return database.write(() -> {
      fence.check();
      Instant now = clock.instant();
      return database.update(
              "INSERT INTO outbox (queue, key, subject, kind, payload, put, state, attempts, due,"
                  + " reason) VALUES (?, ?, ?, ?, ?, ?, 'WAITING', 0, ?, '')"
                  + " ON CONFLICT (queue, key) DO NOTHING",
              queue,
              key,
              subject,
              kind,
              payload,
              now,
              now)
          == 1;
    });
  }

  /// Whether a message with this key was ever put.
  public boolean contains(String queue, String key) {
    return database
        .first(
            row -> row.getLong(1),
            "SELECT sequence FROM outbox WHERE queue = ? AND key = ?",
            queue,
            key)
        .isPresent();
  }

  /// The newest message that has arrived and whose key begins so.
  public Optional<Message> newestSent(String queue, String keyPrefix) {
    return database.first(Outbox::message, NEWEST_SENT, queue, keyPrefix, keyPrefix + LAST);
  }

  /// The head of a queue, if it is due. While the head waits for another attempt nothing behind it
  /// goes. What was never tried is due, and so is what would have to wait longer than any pause is:
  /// the clock was set back since.
  public Optional<Message> head(String queue) {
    // Two couriers at once would carry the same message both.
    fence.check();
    Instant now = clock.instant();
    Instant farthest = now.plus(Courier.LONGEST_ASKED);
    return database
        .first(
            row -> new Head(message(row), Instant.parse(row.getString("due"))),
            "SELECT * FROM outbox WHERE queue = ? AND state = 'WAITING' ORDER BY sequence LIMIT 1",
            queue)
        .filter(head ->
            head.message().attempts() == 0
                || !head.due().isAfter(now)
                || head.due().isAfter(farthest))
        .map(Head::message);
  }

  /// Marks a message as arrived.
  public void sent(Message message) {
    end(message, "SENT", "");
  }

  /// Marks a message that the other side will never take; what is behind it may go.
  ///
  /// @param reason what the other side said
  public void refused(Message message, String reason) {
    end(message, "REFUSED", reason);
  }

  /// Marks an attempt that failed.
  ///
  /// @param reason what went wrong
  /// @param due when it may be tried again
  public void postponed(Message message, String reason, Instant due) {
    database.write(() ->
        database.update(
            "UPDATE outbox SET attempts = attempts + 1, reason = ?, due = ?"
                + " WHERE sequence = ? AND state = 'WAITING'",
            reason,
            due,
            message.sequence()));
  }

  /// How many messages wait, by queue; queues without any are left out.
  public SequencedMap<String, Long> waiting() {
    return counts(COUNT_WAITING);
  }

  /// How many messages the other side refused, by queue.
  public SequencedMap<String, Long> refused() {
    return counts(COUNT_REFUSED);
  }

  /// Why the head of a queue still waits: the reason of its latest attempt, empty before the first.
  public Optional<String> trouble(String queue) {
    return database
        .first(
            row -> row.getString("reason"),
            "SELECT reason FROM outbox WHERE queue = ? AND state = 'WAITING'"
                + " ORDER BY sequence LIMIT 1",
            queue)
        .filter(reason -> !reason.isEmpty());
  }

  /// The newest message that has arrived about each subject of a queue, oldest first.
  public List<Message> latestSent(String queue) {
    return database.query(
        Outbox::message,
        "SELECT * FROM outbox WHERE sequence IN (SELECT max(sequence) FROM outbox"
            + " WHERE queue = ? AND state = 'SENT' GROUP BY subject) ORDER BY sequence",
        queue);
  }

  /// The newest message about each subject of a queue that waits no more, because it has arrived or
  /// because it was refused; oldest first.
  public List<Message> latestEnded(String queue) {
    return database.query(
        Outbox::message,
        "SELECT * FROM outbox WHERE sequence IN (SELECT max(sequence) FROM outbox"
            + " WHERE queue = ? AND state <> 'WAITING' GROUP BY subject) ORDER BY sequence",
        queue);
  }

  /// Empties the messages of a queue that arrived before a moment; their keys stay, so that none is
  /// put again. For queues that nobody reads back.
  ///
  /// @return how many were emptied
  public int emptySent(String queue, Instant before) {
    return database.write(() -> database.update(EMPTY_SENT, queue, before));
  }

  /// As [#emptySent], but the first message about each subject and the newest that has arrived stay
  /// whole. For queues whose channel reads these back.
  ///
  /// @return how many were emptied
  public int emptySentBetween(String queue, Instant before) {
    return database.write(() -> database.update(EMPTY_MIDDLE, queue, before));
  }

  /// All messages about one subject of a queue, waiting or not, oldest first.
  public List<Message> about(String queue, String subject) {
    return database.query(
        Outbox::message,
        "SELECT * FROM outbox WHERE queue = ? AND subject = ? ORDER BY sequence",
        queue,
        subject);
  }

  private void end(Message message, String state, String reason) {
    database.write(() ->
        database.update(
            "UPDATE outbox SET state = ?, reason = ?, ended = ?"
                + " WHERE sequence = ? AND state = 'WAITING'",
            state,
            reason,
            clock.instant(),
            message.sequence()));
  }

  private SequencedMap<String, Long> counts(String query) {
    SequencedMap<String, Long> counts = new LinkedHashMap<>();
    database
        .query(row -> new Count(row.getString(1), row.getLong(2)), query)
        .forEach(count -> counts.put(count.queue(), count.messages()));
    return counts;
  }

  private record Count(String queue, long messages) {}

  private record Head(Message message, Instant due) {}

  private static Message message(ResultSet row) throws SQLException {
    return new Message(
        row.getLong("sequence"),
        row.getString("queue"),
        row.getString("key"),
        row.getString("subject"),
        row.getString("kind"),
        row.getString("payload"),
        Instant.parse(row.getString("put")),
        row.getInt("attempts"));
  }
}
