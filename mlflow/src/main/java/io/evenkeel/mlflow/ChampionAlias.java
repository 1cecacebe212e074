package io.evenkeel.mlflow;

import io.evenkeel.ledger.Carrier;
import java.util.List;
import java.util.Optional;

/// Moves the alias `champion` after the ledger. MLflow has no compare-and-set, so it is emulated:
/// read the alias, write on the target which move this is, set the alias, read it back. Somebody
/// else's move is reported, not fought.
///
/// @param versions the registered model
/// @param runs records the version of a move that comes before it
/// @param experiment where such a version is recorded
record ChampionAlias(ModelVersions versions, RunRecorder runs, String experiment) {
  static final String CHAMPION = "champion";
  static final String CHALLENGER = "challenger";
  static final String PREVIOUS = "previous";
  static final List<String> ALL = List.of(CHAMPION, CHALLENGER, PREVIOUS);

  /// Every step may be repeated: after a crash the tags of the target say whether the move was
  /// begun, and from which version.
  Carrier.Result move(MlflowRecord.ChampionMove move) throws CallFailed, InterruptedException {
    Optional<RegisteredVersion> found = versions.find(move.to(), move.digest());
    if (found.isEmpty()) {
      // Its own record is still on its way or was refused, or MLflow has lost what it had.
      Optional<String> refusal =
          runs.supply(experiment, new MlflowRecord.NewVersion(move.to(), move.digest()));
      found = versions.find(move.to(), move.digest());
      if (found.isEmpty()) {
        return new Carrier.Result.Refused(
            "the registered model %s has no version that is %s with the digest %s, and none can be made: %s"
                .formatted(
                    versions.model(), move.to(), move.digest(), refusal.orElse("it is not found")));
      }
    }
    RegisteredVersion target = found.get();
    Optional<RegisteredVersion> current = versions.alias(CHAMPION);
    if (current.filter(version -> overtakes(version, move)).isPresent()) {
      return new Carrier.Result.Arrived();
    }
    boolean there = current.filter(version -> version.number().equals(target.number())).isPresent();
    if (!there) {
      if (!expected(current, move)) {
        return new Carrier.Result.Later(foreign(current, move), Optional.empty());
      }
      sign(target.number(), current.map(RegisteredVersion::number), move);
      versions.point(CHAMPION, target.number());
      Optional<RegisteredVersion> now = versions.alias(CHAMPION);
      if (now.filter(version -> version.number().equals(target.number())).isEmpty()) {
        return new Carrier.Result.Later(foreign(now, move), Optional.empty());
      }
    } else if (target.number(RegisteredVersion.SEQUENCE) < move.sequence()) {
      // A person was quicker with the same move.
      Optional<String> from =
          move.from().isPresent() ? versions.latest(move.from().get()) : Optional.empty();
      sign(target.number(), from, move);
    }
    follow(target.number());
    return new Carrier.Result.Arrived();
  }

  /// Marks the version on which the alias stands as the one that the ledger took over with a move:
  /// earlier moves that still wait are overtaken by it, and that move goes on from it.
  void adopt(String number, RegisteredVersion.TakenOver by)
      throws CallFailed, InterruptedException {
    versions.tag(number, RegisteredVersion.ADOPTED, by.text());
  }

  private void sign(String target, Optional<String> previous, MlflowRecord.ChampionMove move)
      throws CallFailed, InterruptedException {
    if (previous.isPresent()) {
      versions.tag(target, RegisteredVersion.PREVIOUS, previous.get());
    }
    versions.tag(target, "deploy.incident", move.incident());
    versions.tag(target, "deploy.why", move.why());
    versions.tag(target, RegisteredVersion.SEQUENCE, String.valueOf(move.sequence()));
  }

  private void follow(String target) throws CallFailed, InterruptedException {
    Optional<String> previous =
        versions.get(target).flatMap(version -> version.tag(RegisteredVersion.PREVIOUS));
    if (previous.isPresent()
        && !previous.get().equals(target)
        && !previous.equals(versions.alias(PREVIOUS).map(RegisteredVersion::number))
        && versions.get(previous.get()).isPresent()) {
      versions.point(PREVIOUS, previous.get());
    }
    if (versions.alias(CHALLENGER).filter(version -> version.number().equals(target)).isPresent()) {
      versions.drop(CHALLENGER);
    }
  }

  private static boolean overtakes(RegisteredVersion current, MlflowRecord.ChampionMove move) {
    return current.takenOver().filter(by -> by.sequence() > move.sequence()).isPresent();
  }

  /// Whether the alias stands where the latest of our moves that arrived has put it. That need not
  /// be the ledger's `from`: an earlier move may have been refused for good. An alias that was
  /// taken away stands nowhere, so nothing stands in the way.
  private boolean expected(Optional<RegisteredVersion> current, MlflowRecord.ChampionMove move)
      throws CallFailed, InterruptedException {
    if (current.isEmpty()) {
      return true;
    }
    RegisteredVersion version = current.get();
    boolean from =
        version
            .tag(RegisteredVersion.NAME)
            .filter(name -> move.from().equals(Optional.of(name)))
            .isPresent();
    Optional<RegisteredVersion.TakenOver> by = version.takenOver();
    if (from || by.filter(taken -> ledTo(taken, move)).isPresent()) {
      return true;
    }
    long latest = versions.highestSequence(move.sequence());
    if (by.filter(taken -> beforehand(taken, move) && latest < taken.sequence()).isPresent()) {
      return true;
    }
    // A server that was restored from an older state has lost the moves since, and one that was
    // filled anew has none: its alias is behind, and nobody moved it.
    boolean filledAnew =
        latest == 0 && move.sequence() > 1 && version.tag(RegisteredVersion.NAME).isPresent();
    return filledAnew || (latest > 0 && version.number(RegisteredVersion.SEQUENCE) == latest);
  }

  private static boolean ledTo(RegisteredVersion.TakenOver by, MlflowRecord.ChampionMove move) {
    return by.sequence() == move.sequence() && by.version().equals(move.to());
  }

  /// Whether it was taken over by an earlier move, which never arrived. One that was marked and did
  /// not happen is known where it can be: by the version from which this move leads.
  private static boolean beforehand(
      RegisteredVersion.TakenOver by, MlflowRecord.ChampionMove move) {
    boolean justBefore = by.sequence() == move.sequence() - 1;
    return by.sequence() > 0
        && by.sequence() < move.sequence()
        && (!justBefore || move.from().equals(Optional.of(by.version())));
  }

  private String foreign(Optional<RegisteredVersion> current, MlflowRecord.ChampionMove move) {
    return "somebody else moved the alias %s of %s: it names %s, the ledger moved it from %s to %s; run ./evenkeel registry adopt to take that over, or set the alias back"
        .formatted(
            CHAMPION,
            versions.model(),
            current.map(RegisteredVersion::describe).orElse("nothing"),
            move.from().orElse("nothing"),
            move.to());
  }
}
