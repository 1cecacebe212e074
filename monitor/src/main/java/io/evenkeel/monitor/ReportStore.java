package io.evenkeel.monitor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The reports on disk: `latest_report.json`, written atomically, and beside it each report as
/// `<id>.json` with its page `<id>.html`. The newest 1,000 are kept. Paths inside a report are
/// relative to this directory.
///
/// Safe for use by many threads and processes: a reader sees a whole report or none.
public final class ReportStore {
  private static final Logger LOG = LoggerFactory.getLogger(ReportStore.class);
  private static final String LATEST = "latest_report.json";
  private static final int KEPT = 1000;

  /// Reports may be dated this far ahead, as clocks of two machines differ.
  private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(1);

  private final Path directory;

  /// What a look at the latest report gave.
  public sealed interface Reading {
    /// A report that may be acted on.
    ///
    /// @param report the report
    record Sound(CheckReport report) implements Reading {}

    /// There is none.
    record Missing() implements Reading {}

    /// It is too old to act on.
    ///
    /// @param age how old
    /// @param limit how old it may be
    record Stale(Duration age, Duration limit) implements Reading {}

    /// It cannot be read.
    ///
    /// @param reason what is wrong with it
    record Malformed(String reason) implements Reading {}
  }

  /// @param directory the directory of reports; made when missing
  public ReportStore(Path directory) {
    this.directory = directory;
  }

  /// Writes a report as the latest one, with a page without pictures, and keeps it under its id.
  ///
  /// @throws IllegalArgumentException when the report contradicts itself, for instance when its
  ///   score is not the share of its drifted features
  /// @throws UncheckedIOException when it could not be written; the latest report is as before
  public void write(CheckReport report) {
    write(CheckPage.of(report));
  }

  /// Writes a report with the page that shows it.
  void write(CheckPage page) {
    CheckReport report = page.report();
    try {
      Files.createDirectories(directory);
      byte[] json = ReportCodec.write(report);
      String id = report.id();
      replace(id + ".html.tmp", report.page(), page.html().getBytes(StandardCharsets.UTF_8));
      replace(id + ".json.tmp", id + ".json", json);
      replace(id + ".latest.tmp", LATEST, json);
      try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
        entries.force(true);
      }
      prune();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write report " + report.id() + " to " + directory, e);
    }
  }

  /// Puts another page in the place of a report's page; nothing when the report is not kept any
  /// more. The report itself stays as it is.
  ///
  /// @throws UncheckedIOException when it could not be written; the page is as before
  void rewrite(CheckPage page) {
    String id = page.report().id();
    if (Files.notExists(directory.resolve(id + ".json"))) {
      return;
    }
    try {
      // Another draft than that of the report: the two may be written by two threads.
      byte[] html = page.html().getBytes(StandardCharsets.UTF_8);
      replace(id + ".cause.tmp", page.report().page(), html);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot rewrite the page of report " + id, e);
    }
  }

  /// Reads the latest report.
  ///
  /// @param now the present
  /// @param oldest how old it may be
  public Reading latest(Instant now, Duration oldest) {
    Reading reading = read(directory.resolve(LATEST));
    if (reading instanceof Reading.Sound(CheckReport report)) {
      Duration age = Duration.between(report.timestamp(), now);
      if (age.compareTo(oldest) > 0) {
        return new Reading.Stale(age, oldest);
      }
      if (age.negated().compareTo(CLOCK_DIFFERENCE) > 0) {
        return new Reading.Malformed(
            "%s: timestamp %s lies in the future; now is %s"
                .formatted(directory.resolve(LATEST), report.timestamp(), now));
      }
    }
    return reading;
  }

  /// Reads a kept report.
  ///
  /// @param id its id
  public Reading find(String id) {
    return read(directory.resolve(id + ".json"));
  }

  /// A kept report as it was written, if it is still kept.
  ///
  /// @param id its id
  public Optional<String> json(String id) {
    try {
      return Optional.of(Files.readString(directory.resolve(id + ".json")));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.warn("report {} cannot be read", id, e);
      return Optional.empty();
    }
  }

  /// The page of a report, which may be gone when the report is.
  public Path page(CheckReport report) {
    return directory.resolve(report.page());
  }

  /// The kept reports since a moment, oldest first. One that cannot be read is logged and left out.
  public List<CheckReport> since(Instant moment) {
    List<CheckReport> reports = new ArrayList<>();
    for (String id : ids().reversed()) {
      Optional<CheckReport> report = sound(id);
      if (report.isPresent()) {
        if (report.get().timestamp().isBefore(moment)) {
          break;
        }
        reports.add(report.get());
      }
    }
    return reports.reversed();
  }

  private Optional<CheckReport> sound(String id) {
    return switch (find(id)) {
      case Reading.Sound(CheckReport report) -> Optional.of(report);
      case Reading.Malformed(String reason) -> {
        LOG.warn("an earlier report is left out: {}", reason);
        yield Optional.empty();
      }
      case Reading.Missing _, Reading.Stale _ -> Optional.empty();
    };
  }

  private static Reading read(Path file) {
    try {
      return new Reading.Sound(ReportCodec.read(Files.readAllBytes(file)));
    } catch (NoSuchFileException _) {
      return new Reading.Missing();
    } catch (MalformedReport e) {
      return new Reading.Malformed(file + ": " + e.getMessage());
    } catch (IOException e) {
      return new Reading.Malformed(file + " cannot be read: " + e);
    }
  }

  /// Puts a file in its place, whole.
  private void replace(String draft, String name, byte[] content) throws IOException {
    Path temporary = directory.resolve(draft);
    try {
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(
          temporary,
          directory.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /// Deletes all but the newest reports, and what a crash left of older ones.
  private void prune() throws IOException {
    List<String> ids = ids();
    if (ids.size() <= KEPT) {
      return;
    }
    for (String id : ids.subList(0, ids.size() - KEPT)) {
      for (String end :
          List.of(".json", ".html", ".json.tmp", ".html.tmp", ".cause.tmp", ".latest.tmp")) {
        Files.deleteIfExists(directory.resolve(id + end));
      }
    }
  }

  /// The ids of the kept reports, oldest first.
  private List<String> ids() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      List<String> ids = new ArrayList<>();
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json") && !name.equals(LATEST))
          .forEach(name -> ids.add(name.substring(0, name.length() - ".json".length())));
      Collections.sort(ids);
      return ids;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the reports in " + directory, e);
    }
  }
}
