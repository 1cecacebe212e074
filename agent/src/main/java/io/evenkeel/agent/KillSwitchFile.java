package io.evenkeel.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The kill switch as a file, so that it can be thrown when nothing else works: by `touch`, by the
/// command `pause`, by the console. It is read anew each time it is asked.
///
/// An empty file, and one that cannot be read or understood, stops the agent for ever: only a sound
/// file whose end has passed does not. A file that can be neither read nor ruled out counts as
/// there.
///
/// Safe for use by many threads and processes; of two who throw it at once one is named.
public final class KillSwitchFile implements KillSwitch {
  private static final String BY_HAND = "somebody";

  private final Path file;
  private final Clock clock;

  /// Who stopped the agent.
  ///
  /// @param by who; `somebody` where the file does not say
  /// @param why in their words
  /// @param since when; empty where the file does not say
  /// @param until when it ends by itself; empty: when somebody releases it
  public record Standing(String by, String why, Optional<Instant> since, Optional<Instant> until) {}

  /// @param file for instance `kill-switch` in the home; need not exist
  /// @param clock the present, by which a stop with an end is over
  public KillSwitchFile(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /// Stops the agent from the next effect on. Where it is stopped already and for longer, that stop
  /// stands as it is, with the words of whoever made it: a short stop never cuts a longer one
  /// short.
  ///
  /// @param by who stops it, not blank
  /// @param why in their words, not blank
  /// @param until when it ends by itself, in the future; empty: when somebody releases it
  /// @throws IllegalArgumentException when nobody or no reason is named, or the end has passed
  /// @throws UncheckedIOException when the file cannot be written
  public void engage(String by, String why, Optional<Instant> until) {
    if (by.isBlank() || why.isBlank()) {
      throw new IllegalArgumentException("whoever stops the agent says who they are, and why");
    }
    Instant now = clock.instant();
    until
        .filter(end -> !end.isAfter(now))
        .ifPresent(end -> {
          throw new IllegalArgumentException("a stop until %s is over already".formatted(end));
        });
    Optional<Standing> standing = engaged();
    if (standing
        .filter(known -> known.since().isPresent() && outlasts(known.until(), until))
        .isPresent()) {
      return;
    }
    ObjectNode node =
        JsonFields.object().put("by", by).put("why", why).put("since", now.toString());
    // A file that does not say why stops it for ever, and goes on doing so.
    until
        .filter(_ -> standing.isEmpty() || standing.get().since().isPresent())
        .ifPresent(end -> node.put("until", end.toString()));
    write(node.toString());
  }

  /// Lets the agent act again.
  ///
  /// @return whether it was stopped
  /// @throws UncheckedIOException when the file cannot be removed
  public boolean release() {
    boolean stopped = engaged().isPresent();
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + file + "; the agent stays stopped", e);
    }
    return stopped;
  }

  /// Who has stopped the agent; empty while it may act.
  public Optional<Standing> engaged() {
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Optional<Standing> written = read();
    if (written.isEmpty()) {
      return Optional.of(
          new Standing(BY_HAND, "the file does not say why", Optional.empty(), Optional.empty()));
    }
    return written.filter(standing -> standing.until().map(now::isBefore).orElse(true));
  }

  @Override
  public boolean on() {
    return engaged().isPresent();
  }

  @Override
  public String wayOut() {
    return "remove " + file;
  }

  @Override
  public Optional<String> standing() {
    return engaged()
        .map(standing ->
            "the kill switch is on%s%s%s: %s to let the agent act again"
                .formatted(
                    standing.since().map(since -> " since " + since).orElse(""),
                    standing.since().isPresent()
                        ? ", thrown by %s (%s)".formatted(standing.by(), standing.why())
                        : "",
                    standing.until().map(until -> ", until " + until).orElse(""),
                    wayOut()));
  }

  /// Whether a stop ends later than another one; one without an end outlasts each that has one.
  private static boolean outlasts(Optional<Instant> one, Optional<Instant> other) {
    return other.isPresent() && (one.isEmpty() || one.get().isAfter(other.get()));
  }

  /// What the file says; empty where it is empty or says nothing that can be understood.
  private Optional<Standing> read() {
    try {
      JsonFields fields = JsonFields.parse(file.toString(), Files.readString(file));
      Standing standing =
          new Standing(
              fields.text("by"),
              fields.text("why"),
              Optional.of(fields.time("since")),
              fields.has("until") ? Optional.of(fields.time("until")) : Optional.empty());
      fields.end();
      return Optional.of(standing);
    } catch (IOException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// A stop is there whole or not at all, and survives a loss of power.
  private void write(String text) {
    Path beside =
        file.resolveSibling(
            "%s.%d-%d.tmp"
                .formatted(
                    file.getFileName(),
                    ProcessHandle.current().pid(),
                    Thread.currentThread().threadId()));
    try {
      try (FileChannel out =
          FileChannel.open(
              beside,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + "; the agent is not stopped", e);
    } finally {
      try {
        Files.deleteIfExists(beside);
      } catch (IOException _) {
        // The leftover stops nothing.
      }
    }
  }
}
