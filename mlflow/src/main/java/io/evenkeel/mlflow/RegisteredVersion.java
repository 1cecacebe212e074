package io.evenkeel.mlflow;

import java.util.Optional;
import java.util.SortedMap;

/// A version of the registered model as the server has it.
///
/// @param number MLflow's number of it
/// @param source the address of the model directory
/// @param run the run that it comes from; may be empty
/// @param tags its tags
record RegisteredVersion(String number, String source, String run, SortedMap<String, String> tags) {
  static final String NAME = "evenkeel.version";
  static final String DIGEST = "bundle.sha256";
  static final String SEQUENCE = "deploy.seq";
  static final String PREVIOUS = "deploy.prev";
  static final String ADOPTED = "evenkeel.adopted";

  static RegisteredVersion of(Fields version) {
    return new RegisteredVersion(
        version.text("version"),
        version.text("source"),
        version.text("run_id"),
        version.pairs("tags"));
  }

  /// A tag, if it has it.
  Optional<String> tag(String key) {
    return Optional.ofNullable(tags.get(key)).filter(value -> !value.isEmpty());
  }

  /// A tag that is a whole number; 0 when it is not there.
  long number(String key) {
    return tag(key).map(RegisteredVersion::whole).orElse(0L);
  }

  /// By which move the ledger took it over, if it says so.
  Optional<TakenOver> takenOver() {
    return tag(ADOPTED).flatMap(TakenOver::read);
  }

  /// The move that took over a version that somebody else made the champion.
  ///
  /// @param sequence the sequence of the move in the ledger
  /// @param version our version to which it leads
  record TakenOver(long sequence, String version) {
    private static Optional<TakenOver> read(String text) {
      int slash = text.indexOf('/');
      return slash < 0
          ? Optional.empty()
          : Optional.of(new TakenOver(whole(text.substring(0, slash)), text.substring(slash + 1)));
    }

    String text() {
      return sequence + "/" + version;
    }
  }

  /// Grows with every version that is made.
  long order() {
    return whole(number);
  }

  private static long whole(String text) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }

  /// Whether it is the bundle that we call so.
  boolean is(String name, String digest) {
    return tag(NAME).equals(Optional.of(name)) && tag(DIGEST).equals(Optional.of(digest));
  }

  /// How a message names it.
  String describe() {
    return "version "
        + number
        + tag(NAME).map(name -> " (" + name + ")").orElse(" (not from here)");
  }
}
