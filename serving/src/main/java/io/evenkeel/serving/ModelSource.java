package io.evenkeel.serving;

import io.evenkeel.model.BundleException;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.registry.Registry;
import io.evenkeel.registry.ServingVersion;
import java.util.Optional;

/// Where the server gets its model from.
interface ModelSource {
  /// The version that should serve, if there is one.
  Optional<ServingVersion> serving();

  /// Opens it.
  ///
  /// @throws BundleException when its bundle cannot be used
  ServedModel open(ServingVersion version);

  /// The registry. A bundle made for other features than those that requests are checked against is
  /// refused.
  static ModelSource of(Registry registry, FeatureSchema schema) {
    return new ModelSource() {
      @Override
      public Optional<ServingVersion> serving() {
        return registry.serving();
      }

      @Override
      public ServedModel open(ServingVersion version) {
        ModelBundle bundle = registry.open(version.version());
        if (!bundle.schema().features().equals(schema.features())) {
          throw new BundleException(
              "the bundle of "
                  + version.version()
                  + " was made for other features than the schema of this server: "
                  + bundle.schema()
                  + " instead of "
                  + schema);
        }
        return ServedModel.of(version, bundle);
      }
    };
  }
}
