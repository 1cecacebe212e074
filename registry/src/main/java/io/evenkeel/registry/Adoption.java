package io.evenkeel.registry;

import io.evenkeel.ledger.Versions;
import io.evenkeel.mlflow.ForeignModel;
import io.evenkeel.mlflow.Mlflow;
import io.evenkeel.mlflow.Mlflow.Standing;
import io.evenkeel.model.BundleException;
import io.evenkeel.model.ImportedModel;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes what the alias in MLflow names the champion here, as a person asks for after somebody else
/// moved that alias.
///
/// Safe for use by many threads; two adoptions at once take different names or one of them fails.
public final class Adoption {
  private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);
  private static final String WHY = "adopted from MLflow";

  private final Registry registry;
  private final RemoteCopies remote;
  private final ForeignMoves foreign;
  private final InstantSource clock;

  /// @param registry the versions
  /// @param remote what MLflow has
  /// @param foreign where foreign moves are noted
  /// @param clock the present
  public Adoption(
      Registry registry, RemoteCopies remote, ForeignMoves foreign, InstantSource clock) {
    this.registry = registry;
    this.remote = remote;
    this.foreign = foreign;
    this.clock = clock;
  }

  /// Adopts.
  ///
  /// @param reference the rows that a version from elsewhere will answer for
  /// @param holdout quiet labelled rows to measure it on
  /// @return the change, or why there is none
  public ChampionChange adopt(LabelledTable reference, LabelledTable holdout) {
    return switch (remote.champion()) {
      case Standing.Away(String reason) -> away(reason);
      case Standing.Unset _ ->
          new ChampionChange.Refused("the alias champion in MLflow names nothing to adopt");
      case Standing.Ours(String version, String digest, String number) ->
          ours(version, digest, number);
      case Standing.Foreign(String number) -> foreign(number, reference, holdout);
    };
  }

  private ChampionChange ours(String version, String digest, String number) {
    if (registry.serving().map(ServingVersion::version).equals(Optional.of(version))) {
      foreign.settle(number, "the alias champion in MLflow names " + version + ", which serves");
      return new ChampionChange.Refused(version + " serves already");
    }
    Optional<String> recorded =
        registry.versions().stream()
            .filter(known -> known.name().equals(version))
            .map(Versions.Fact::digest)
            .findFirst();
    if (!recorded.equals(Optional.of(digest))) {
      return new ChampionChange.Refused(
          "MLflow's %s has the digest %s, recorded here is %s"
              .formatted(version, digest, recorded.orElse("none")));
    }
    return promote(version, number, WHY, Optional.empty());
  }

  private ChampionChange foreign(String number, LabelledTable reference, LabelledTable holdout) {
    return switch (remote.foreign(number)) {
      case ForeignModel.Away(String reason) -> away(reason);
      case ForeignModel.Unknown(String reason) ->
          new ChampionChange.Refused("MLflow does not have it: " + reason);
      case ForeignModel.Unusable(String reason) -> unusable(number, reason);
      case ForeignModel.Loaded model -> take(model, reference, holdout);
    };
  }

  private ChampionChange take(
      ForeignModel.Loaded model, LabelledTable reference, LabelledTable holdout) {
    List<String> expected = reference.features().schema().names();
    if (!model.features().isEmpty() && !model.features().equals(expected)) {
      return unusable(
          model.number(),
          "its features are %s, here they are %s".formatted(model.features(), expected));
    }
    if (model.file().endsWith(".json")) {
      return unusable(model.number(), "it is saved as JSON; log it with model_format=\"ubj\"");
    }
    String why = WHY + ": version " + model.number();
    Optional<String> begun = begun(why, model.bytes());
    if (begun.isPresent()) {
      return promote(begun.get(), model.number(), why, Optional.empty());
    }
    String version = registry.nextName();
    try {
      ModelBundle bundle =
          new ImportedModel(
                  version,
                  Optional.empty(),
                  why,
                  model.bytes(),
                  reference,
                  holdout,
                  clock.instant())
              .writeTo(registry.directory(version));
      ChampionChange change = promote(version, model.number(), why, Optional.of(bundle));
      if (change instanceof ChampionChange.Refused && !isRecorded(version)) {
        registry.discard(registry.directory(version));
      }
      return change;
    } catch (BundleException e) {
      return unusable(model.number(), String.valueOf(e.getMessage()));
    }
  }

  /// The version that an earlier attempt made of this very model and could not promote any more.
  private Optional<String> begun(String why, byte[] model) {
    Set<String> served =
        registry.history().stream().map(ServingVersion::version).collect(Collectors.toSet());
    return registry.versions().stream()
        .map(Versions.Fact::name)
        .filter(name -> !served.contains(name) && holds(name, why, model))
        .findFirst();
  }

  private boolean holds(String version, String why, byte[] model) {
    Path directory = registry.directory(version);
    try {
      // A server that began anew counts from 1 again, so its number alone says nothing.
      return ModelBundle.open(directory).metadata().why().equals(why)
          && Arrays.equals(Files.readAllBytes(directory.resolve("model.ubj")), model);
    } catch (BundleException | IOException e) {
      LOG.warn("{} is left aside in an adoption: {}", version, e.getMessage());
      return false;
    }
  }

  /// Marked first: once the ledger has moved, nothing may be left to say there, or a second attempt
  /// would take the same model over again.
  private ChampionChange promote(
      String version, String number, String why, Optional<ModelBundle> fresh) {
    Optional<ServingVersion> serving = registry.serving();
    long sequence = serving.map(ServingVersion::sequence).orElse(0L) + 1;
    if (remote.adopt(number, sequence, version) instanceof Mlflow.Adoption.Away(String reason)) {
      return away(reason);
    }
    fresh.ifPresent(bundle -> registry.record(bundle, ""));
    ChampionChange change =
        registry.promote(serving.map(ServingVersion::version), version, why, "");
    if (change instanceof ChampionChange.Changed) {
      foreign.takenOver(
          number, "version %s of MLflow was adopted as %s".formatted(number, version));
    }
    return change;
  }

  private boolean isRecorded(String version) {
    return registry.versions().stream().anyMatch(known -> known.name().equals(version));
  }

  private static ChampionChange away(String reason) {
    return new ChampionChange.Refused("MLflow cannot be asked: " + reason);
  }

  private static ChampionChange unusable(String number, String reason) {
    return new ChampionChange.Refused(
        "version %s of MLflow cannot be served from here: %s".formatted(number, reason));
  }
}
