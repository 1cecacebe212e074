package io.evenkeel.registry;

import io.evenkeel.ledger.Aliases;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.ledger.Servers;
import io.evenkeel.ledger.Versions;
import io.evenkeel.model.BundleException;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.model.ModelMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which version serves, since when and why. Bundles lie under one directory, facts in the ledger.
///
/// Safe for use by many threads and by several processes over one home.
public final class Registry {
  private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
  private static final String CHAMPION = "champion";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final Pattern NUMBERED = Pattern.compile("\\.?v([0-9]{1,9})(?:\\D.*)?");

  private static final Duration BUDGET = Duration.ofSeconds(10);

  private final Path models;
  private final Ledger ledger;
  private final Optional<Restoration> restoration;
  private final ForeignMoves foreign;

  /// A registry whose bundles lie on this machine only.
  ///
  /// @param models the directory of bundles, one subdirectory a version
  /// @param ledger the facts
  public Registry(Path models, Ledger ledger) {
    this(models, ledger, Optional.empty());
  }

  /// @param models the directory of bundles, one subdirectory a version
  /// @param ledger the facts
  /// @param remote where copies of the bundles lie besides, if anywhere
  public Registry(Path models, Ledger ledger, Optional<RemoteCopies> remote) {
    this(models, ledger, remote, BUDGET);
  }

  /// @param budget how long a download may take in all
  Registry(Path models, Ledger ledger, Optional<RemoteCopies> remote, Duration budget) {
    this(models, ledger, remote, budget, System::nanoTime);
  }

  /// @param nanos measures durations, as [System#nanoTime] does
  Registry(
      Path models,
      Ledger ledger,
      Optional<RemoteCopies> remote,
      Duration budget,
      LongSupplier nanos) {
    this.models = models;
    this.ledger = ledger;
    this.restoration = remote.map(copies -> new Restoration(models, copies, budget, nanos));
    this.foreign = new ForeignMoves(ledger);
  }

  /// The version that serves, if any was ever promoted. Reads one row of the ledger.
  public Optional<ServingVersion> serving() {
    return ledger.aliases().current(CHAMPION).map(Registry::serving);
  }

  /// All that have served, oldest first.
  public List<ServingVersion> history() {
    return ledger.aliases().history(CHAMPION).stream().map(Registry::serving).toList();
  }

  /// The change of champion that an effect made, if it made one.
  ///
  /// @param key its idempotency key, not empty
  public Optional<ServingVersion> promotedBy(String key) {
    return ledger.aliases().history(CHAMPION).stream()
        .filter(fact -> !key.isEmpty() && fact.key().equals(key))
        .map(Registry::serving)
        .findFirst();
  }

  /// All recorded versions, oldest first.
  public List<Versions.Fact> versions() {
    return ledger.versions().all();
  }

  /// A name that no version has yet: `v1`, `v2`, ... Looks at the facts and at the directory of
  /// bundles too, where a crash may have left what was never recorded.
  public String nextName() {
    Stream<String> recorded = versions().stream().map(Versions.Fact::name);
    Stream<String> onDisk = bundles().stream().map(path -> path.getFileName().toString());
    int last = Stream.concat(recorded, onDisk).mapToInt(Registry::number).max().orElse(0);
    return "v" + (last + 1);
  }

  /// The directory in which the bundle of a version lies, or will lie.
  ///
  /// @throws IllegalArgumentException when the name could lead out of the directory of bundles
  public Path directory(String version) {
    if (!NAME.matcher(version).matches()) {
      throw new IllegalArgumentException("not the name of a version: " + version);
    }
    return models.resolve(version);
  }

  /// Records a complete bundle that lies in its [#directory]. Recording the same bundle again does
  /// nothing.
  ///
  /// @param bundle the bundle; its metadata name the version and its parent
  /// @param key the idempotency key of the effect that made it; empty when a person did
  /// @throws IllegalStateException when the name is recorded with another digest
  /// @throws BundleException when another bundle, or none, lies in its directory
  public void record(ModelBundle bundle, String key) {
    ModelMetadata metadata = bundle.metadata();
    String version = metadata.version();
    String onDisk = ModelBundle.open(directory(version)).digest();
    if (!onDisk.equals(bundle.digest())) {
      throw new BundleException(
          "%s holds another bundle than the one to be recorded: digest %s instead of %s"
              .formatted(directory(version), onDisk, bundle.digest()));
    }
    if (ledger.versions().record(version, bundle.digest(), metadata.parent(), key)) {
      LOG.info("recorded {} with digest {}", version, bundle.digest());
      return;
    }
    String recorded = fact(version).digest();
    if (!recorded.equals(bundle.digest())) {
      throw new IllegalStateException(
          "version %s is recorded with digest %s and cannot become %s"
              .formatted(version, recorded, bundle.digest()));
    }
  }

  /// Opens the bundle of a version and checks it against its own digests and the recorded one. One
  /// that is missing or altered is restored from elsewhere first, which takes up to ten seconds:
  /// not for the hot path.
  ///
  /// @throws BundleException when it is unknown, or missing or altered and cannot be restored
  public ModelBundle open(String version) {
    Versions.Fact fact = fact(version);
    try {
      return openHere(fact);
    } catch (BundleException e) {
      if (restoration.isEmpty()) {
        throw e;
      }
      LOG.warn("{}: trying to restore it", e.getMessage());
      return restored(restoration.get(), fact, e);
    }
  }

  /// As [#open], but nothing is restored: for a look at versions that may never be needed.
  ///
  /// @throws BundleException when it is unknown, missing or altered
  public ModelBundle openHere(String version) {
    return openHere(fact(version));
  }

  /// Opens the bundle of a version to go back to, after comparing it with the copy elsewhere. An
  /// intact bundle on this machine serves when the other side is away. Takes at most ten seconds
  /// longer than [#open].
  ///
  /// @throws BundleException when there is an intact copy neither here nor there
  public Verified verified(String version) {
    Versions.Fact fact = fact(version);
    if (restoration.isEmpty()) {
      return new Verified(openHere(fact), "the local copy");
    }
    Restoration from = restoration.get();
    return switch (from.fetch(version, fact.digest())) {
      case Restoration.Copy.None(String reason) -> {
        LOG.warn("{} is taken from the local copy: {}", version, reason);
        yield new Verified(openOr(fact, reason), "the local copy; " + reason);
      }
      case Restoration.Copy.At copy -> {
        try {
          ModelBundle here = openHere(fact);
          from.drop(copy);
          yield new Verified(here, "the local copy, equal to MLflow's");
        } catch (BundleException e) {
          LOG.warn("{} is taken from MLflow: {}", version, e.getMessage());
          from.install(copy, version, fact.digest());
          yield new Verified(openHere(fact), "MLflow's copy");
        }
      }
    };
  }

  /// A bundle that was compared with its copy elsewhere.
  ///
  /// @param bundle the bundle
  /// @param source which copy it is, in words
  public record Verified(ModelBundle bundle, String source) {}

  private ModelBundle restored(Restoration from, Versions.Fact fact, BundleException before) {
    return switch (from.fetch(fact.name(), fact.digest())) {
      case Restoration.Copy.None(String reason) ->
          throw new BundleException(before.getMessage() + "; " + reason, before);
      case Restoration.Copy.At copy -> {
        from.install(copy, fact.name(), fact.digest());
        yield openHere(fact);
      }
    };
  }

  private ModelBundle openOr(Versions.Fact fact, String reason) {
    try {
      return openHere(fact);
    } catch (BundleException e) {
      throw new BundleException(e.getMessage() + "; " + reason, e);
    }
  }

  private ModelBundle openHere(Versions.Fact fact) {
    String version = fact.name();
    ModelBundle bundle = ModelBundle.open(directory(version));
    if (!bundle.digest().equals(fact.digest())) {
      throw new BundleException(
          "%s was altered: its digest is %s, recorded was %s"
              .formatted(directory(version), bundle.digest(), fact.digest()));
    }
    if (!bundle.metadata().version().equals(version)) {
      throw new BundleException(
          directory(version) + " holds version " + bundle.metadata().version());
    }
    return bundle;
  }

  /// Why nothing is promoted automatically at present, in words: somebody else's move of the alias
  /// in MLflow stands. Empty when nothing keeps promotions from being made.
  public Optional<String> paused() {
    return foreign.standing().map(standing -> "promotions are paused: " + standing);
  }

  /// Makes a version the champion, if the champion is still the one that the caller believes. The
  /// bundle is opened and checked first. While somebody else's move of the alias in MLflow stands,
  /// only a person can do it.
  ///
  /// @param expected the champion that the caller believes to serve; empty: none yet
  /// @param next the version to serve
  /// @param why the reason, in words
  /// @param key the idempotency key of the effect; empty when a person did it
  /// @throws BundleException when `next` is unknown, missing or altered
  public ChampionChange promote(Optional<String> expected, String next, String why, String key) {
    Optional<String> pause = key.isEmpty() ? Optional.empty() : paused();
    if (pause.isPresent()) {
      return new ChampionChange.Refused(pause.get());
    }
    open(next);
    Optional<ServingVersion> changed =
        ledger.aliases().compareAndSet(CHAMPION, expected, next, why, key).map(Registry::serving);
    if (changed.isEmpty()) {
      String found = serving().map(ServingVersion::version).orElse("none");
      return new ChampionChange.Refused(
          "the champion is %s, not %s as believed; %s was not promoted"
              .formatted(found, expected.orElse("none"), next));
    }
    ServingVersion now = changed.get();
    LOG.info("champion is now {}, before {}: {}", next, expected.orElse("none"), why);
    return new ChampionChange.Changed(now);
  }

  /// Says what a server answers with; for the server itself to call.
  ///
  /// @param server its name, the same after a restart
  /// @param version the version that it answers with; empty when it has none
  /// @param sequence the number of the change of champion that it followed; 0 when it has none
  /// @param digest the digest of the bundle that it loaded; empty when it has none
  /// @param refused the number of a later change that it could not follow; 0 when there is none
  /// @param problem what is wrong, in words; empty when nothing is
  public void serves(
      String server, String version, long sequence, String digest, long refused, String problem) {
    ledger.servers().tell(server, version, sequence, digest, refused, problem);
  }

  /// Forgets a server that ends.
  public void withdraw(String server) {
    ledger.servers().withdraw(server);
  }

  /// What every server said last; one that died stays, with its last time.
  public List<Servers.Fact> servers() {
    return ledger.servers().all();
  }

  /// The directories that lie among the bundles and are no recorded version: what a crash left, or
  /// what is being written now. Altered bundles that were set aside are none of them: they stay for
  /// people to look at.
  public List<Path> unrecorded() {
    Set<String> recorded =
        versions().stream().map(Versions.Fact::name).collect(Collectors.toUnmodifiableSet());
    return bundles().stream()
        .filter(
            path -> Files.isDirectory(path) && !recorded.contains(path.getFileName().toString()))
        .filter(path -> !path.getFileName().toString().startsWith(Restoration.ALTERED))
        .toList();
  }

  /// Deletes an unrecorded directory; one that is gone already is no error.
  ///
  /// @param directory one of [#unrecorded]
  /// @throws IllegalArgumentException when it is a recorded version or no bundle of this registry
  /// @throws UncheckedIOException when it cannot be deleted
  public void discard(Path directory) {
    String name = directory.getFileName().toString();
    if (!models.equals(directory.getParent()) || ledger.versions().find(name).isPresent()) {
      throw new IllegalArgumentException(directory + " is not an unrecorded bundle");
    }
    Trees.delete(directory);
  }

  /// What lies in the directory of bundles, recorded or not.
  private List<Path> bundles() {
    if (!Files.isDirectory(models)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(models)) {
      return paths.toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the directory of bundles " + models, e);
    }
  }

  private Versions.Fact fact(String version) {
    return ledger
        .versions()
        .find(version)
        .orElseThrow(() -> new BundleException("version " + version + " was never recorded"));
  }

  private static int number(String name) {
    Matcher matcher = NUMBERED.matcher(name);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  private static ServingVersion serving(Aliases.Fact fact) {
    return new ServingVersion(fact.version(), fact.sequence(), fact.since(), fact.why());
  }
}
