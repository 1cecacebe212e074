package io.evenkeel.console;

import io.evenkeel.incident.IncidentState;
import io.evenkeel.ledger.Cursors;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.ledger.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Post-mortems as files, `<incident>.md` and `<incident>.html`. It follows the journal: an
/// incident that is resolved is written whoever resolved it, and written anew when more becomes
/// known of it. How far it has come is in the ledger; what a crash makes it write again is written
/// over.
///
/// Owned by one thread.
public final class PostMortemFiles {
  private static final Logger LOG = LoggerFactory.getLogger(PostMortemFiles.class);
  private static final String CURSOR = "postmortems";
  private static final int BATCH = 500;

  private final PostMortems postMortems;
  private final Ledger ledger;
  private final Path directory;

  /// @param postMortems what is written
  /// @param ledger the journal that is followed
  /// @param directory where the files go; made when missing
  public PostMortemFiles(PostMortems postMortems, Ledger ledger, Path directory) {
    this.postMortems = postMortems;
    this.ledger = ledger;
    this.directory = directory;
  }

  /// Writes what has become due since the last time. What cannot be written is logged and left out:
  /// it can still be asked for.
  ///
  /// @return the incidents that were written
  public List<String> follow() {
    Cursors cursors = ledger.cursors();
    Set<String> touched = new LinkedHashSet<>();
    long seen = cursors.at(CURSOR);
    List<JournalEntry> entries = ledger.journal().after(seen, BATCH);
    while (!entries.isEmpty()) {
      entries.stream()
          .map(JournalEntry::incident)
          .filter(id -> !id.isEmpty())
          .forEach(touched::add);
      seen = entries.getLast().sequence();
      entries = ledger.journal().after(seen, BATCH);
    }
    List<String> written =
        touched.stream().filter(this::isOver).filter(this::writeGuarded).toList();
    if (seen > cursors.at(CURSOR)) {
      cursors.advance(CURSOR, seen);
    }
    return written;
  }

  /// Follows until the thread is interrupted. What goes wrong once does not end it.
  ///
  /// @param pause between two looks
  /// @throws InterruptedException when the process is ending
  public void watch(Duration pause) throws InterruptedException {
    while (true) {
      try {
        follow().forEach(id -> LOG.info("the post-mortem of {} is in {}", id, directory));
      } catch (RuntimeException e) {
        LOG.error("post-mortems could not be written; trying again", e);
      }
      Thread.sleep(pause);
    }
  }

  /// Writes the post-mortem of an incident, over or not.
  ///
  /// @return the page; empty when there is no such incident
  /// @throws UncheckedIOException when it cannot be written
  public Optional<Path> write(String id) {
    return postMortems.of(id).map(this::write);
  }

  private Path write(PostMortem postMortem) {
    String id = postMortem.id();
    try {
      Files.createDirectories(directory);
      replace(id + ".md", PostMortemMarkdown.write(postMortem));
      return replace(id + ".html", PostMortemPage.html(postMortem));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the post-mortem of " + id, e);
    }
  }

  private boolean isOver(String id) {
    return ledger
        .incidents()
        .find(id)
        .filter(fact -> fact.state().equals(IncidentState.RESOLVED.code()))
        .isPresent();
  }

  private boolean writeGuarded(String id) {
    try {
      return write(id).isPresent();
    } catch (RuntimeException e) {
      LOG.error("the post-mortem of {} could not be written", id, e);
      return false;
    }
  }

  /// Puts a file in its place, whole.
  private Path replace(String name, String content) throws IOException {
    Path place = directory.resolve(name);
    Path draft = directory.resolve("%s.%d.tmp".formatted(name, ProcessHandle.current().pid()));
    try {
      try (FileChannel channel =
          FileChannel.open(
              draft,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return place;
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
