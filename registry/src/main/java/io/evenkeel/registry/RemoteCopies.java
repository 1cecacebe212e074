package io.evenkeel.registry;

import io.evenkeel.mlflow.ForeignModel;
import io.evenkeel.mlflow.Mlflow;
import java.nio.file.Path;

/// Where copies of the bundles lie besides this machine, and which version is named champion there.
///
/// Each call may take as long as the other side lets it. Safe for use by many threads.
public interface RemoteCopies {
  /// Downloads the bundle of a version into a new directory and checks it.
  ///
  /// @param version our name of it
  /// @param digest the digest that the ledger recorded
  /// @param target where it is to lie; must not exist
  Mlflow.Download download(String version, String digest, Path target);

  /// Which version the alias `champion` names there.
  Mlflow.Standing champion();

  /// The model of a version that did not come from here.
  ///
  /// @param number its number there
  ForeignModel foreign(String number);

  /// Says there that the ledger takes over the version on which the alias stands. May be repeated.
  ///
  /// @param number its number there
  /// @param sequence the sequence of the change of champion that takes it over
  /// @param version our version to which that change leads
  Mlflow.Adoption adopt(String number, long sequence, String version);

  /// One MLflow server.
  static RemoteCopies of(Mlflow mlflow) {
    return new RemoteCopies() {
      @Override
      public Mlflow.Download download(String version, String digest, Path target) {
        return mlflow.download(version, digest, target);
      }

      @Override
      public Mlflow.Standing champion() {
        return mlflow.champion();
      }

      @Override
      public ForeignModel foreign(String number) {
        return mlflow.foreign(number);
      }

      @Override
      public Mlflow.Adoption adopt(String number, long sequence, String version) {
        return mlflow.adopt(number, sequence, version);
      }
    };
  }
}
