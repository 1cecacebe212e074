package io.evenkeel.mlflow;

import io.evenkeel.ledger.Carrier;
import io.evenkeel.ledger.Outbox;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/// One MLflow server: takes records, gives back bundles, and says which version its alias names.
///
/// Every request has a deadline. Safe for use by many threads.
public final class Mlflow implements Carrier, AutoCloseable {
  private final MlflowHttp http;
  private final RunRecorder runs;
  private final ModelVersions versions;
  private final ChampionAlias champion;
  private final BundleDownload downloads;
  private final ForeignModels foreign;

  /// @param settings where it is; must have a tracking address
  /// @param bundles the directory of the bundle of a version
  public Mlflow(MlflowSettings settings, Function<String, Path> bundles) {
    this(settings, bundles, HttpClient.newBuilder());
  }

  Mlflow(MlflowSettings settings, Function<String, Path> bundles, HttpClient.Builder trust) {
    this.http = new MlflowHttp(settings, trust);
    MlflowApi api = new MlflowApi(http);
    ArtifactProxy artifacts = new ArtifactProxy(http);
    this.versions = new ModelVersions(api, settings.model());
    this.runs =
        new RunRecorder(
            new Experiments(api),
            new Runs(api),
            artifacts,
            new VersionRecorder(artifacts, versions, bundles));
    this.champion = new ChampionAlias(versions, runs, settings.retrainExperiment());
    this.downloads = new BundleDownload(artifacts, versions);
    this.foreign = new ForeignModels(artifacts, versions);
  }

  /// Records a message of either queue of [RecordCodec]: runs, versions and moves of the alias,
  /// each once. What a person can repair (a full disk, a login, an alias that somebody else moved)
  /// comes back as later; only what the server will never take is refused.
  @Override
  public Result carry(Outbox.Message message) throws InterruptedException {
    MlflowRecord what;
    try {
      what = RecordCodec.read(message);
    } catch (MalformedRecord e) {
      return new Result.Refused(String.valueOf(e.getMessage()));
    }
    try {
      return switch (what) {
        case MlflowRecord.Run run -> runs.record(run);
        case MlflowRecord.ChampionMove move -> champion.move(move);
      };
    } catch (CallFailed e) {
      return e.result();
    }
  }

  /// Downloads the bundle of a version into a new directory and checks it.
  ///
  /// @param version our name of it
  /// @param digest the digest that the ledger recorded
  /// @param target where it is to lie; must not exist. Complete and durable once it is there
  /// @throws java.io.UncheckedIOException when it cannot be written here
  public Download download(String version, String digest, Path target) {
    return ask(() -> downloads.download(version, digest, target), Download.Away::new);
  }

  /// Which version the alias `champion` names there.
  public Standing champion() {
    return ask(this::standing, Standing.Away::new);
  }

  private Standing standing() throws CallFailed, InterruptedException {
    Optional<RegisteredVersion> named = versions.alias(ChampionAlias.CHAMPION);
    if (named.isEmpty()) {
      return new Standing.Unset();
    }
    RegisteredVersion version = named.get();
    Optional<String> name = version.tag(RegisteredVersion.NAME);
    Optional<String> digest = version.tag(RegisteredVersion.DIGEST);
    return name.isPresent() && digest.isPresent()
        ? new Standing.Ours(name.get(), digest.get(), version.number())
        : new Standing.Foreign(version.number());
  }

  /// Fetches a model that Python logged, so that it can be adopted.
  ///
  /// @param number MLflow's number of the version
  public ForeignModel foreign(String number) {
    return ask(() -> foreign.read(number), ForeignModel.Away::new);
  }

  /// Marks the version on which the alias stands as taken over by the ledger: moves of the alias
  /// that were recorded before and still wait count as overtaken, and the move that took it over is
  /// carried out from there. May be repeated.
  ///
  /// @param number MLflow's number of the version
  /// @param sequence the sequence of the move in the ledger that takes it over
  /// @param version our version to which that move leads; only that move goes on from there
  public Adoption adopt(String number, long sequence, String version) {
    return ask(
        () -> {
          champion.adopt(number, new RegisteredVersion.TakenOver(sequence, version));
          return new Adoption.Marked();
        },
        Adoption.Away::new);
  }

  /// A question to the server.
  private interface Question<T> {
    T answer() throws CallFailed, InterruptedException;
  }

  private static <T> T ask(Question<? extends T> question, Function<String, ? extends T> away) {
    try {
      return question.answer();
    } catch (CallFailed e) {
      return away.apply(e.reason());
    } catch (InterruptedException _) {
      // These questions have an answer for that; the thread's owner sees its flag.
      Thread.currentThread().interrupt();
      return away.apply("interrupted while asking MLflow");
    }
  }

  @Override
  public void close() {
    http.close();
  }

  /// What came of marking an adoption.
  public sealed interface Adoption {
    /// The version is marked.
    record Marked() implements Adoption {}

    /// MLflow cannot be asked now.
    ///
    /// @param reason why
    record Away(String reason) implements Adoption {}
  }

  /// What came of a download.
  public sealed interface Download {
    /// The bundle lies in the directory and has the digest.
    record Complete() implements Download {}

    /// MLflow has no such version.
    ///
    /// @param reason what was looked for
    record Unknown(String reason) implements Download {}

    /// What MLflow has is not what the ledger recorded.
    ///
    /// @param reason which file differs
    record Altered(String reason) implements Download {}

    /// MLflow cannot be asked now.
    ///
    /// @param reason why
    record Away(String reason) implements Download {}
  }

  /// Where an alias stands.
  public sealed interface Standing {
    /// It names a version that came from here.
    ///
    /// @param version our name of it
    /// @param digest the digest of its bundle
    /// @param number MLflow's number of it
    record Ours(String version, String digest, String number) implements Standing {}

    /// It names a version that did not come from here.
    ///
    /// @param number MLflow's number of it
    record Foreign(String number) implements Standing {}

    /// It was never set.
    record Unset() implements Standing {}

    /// MLflow cannot be asked now.
    ///
    /// @param reason why
    record Away(String reason) implements Standing {}
  }
}
