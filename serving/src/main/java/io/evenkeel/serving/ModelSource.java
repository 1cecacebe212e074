package io.evenkeel.serving;

import io.evenkeel.model.BundleException;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.reference.VersionReference;
import io.evenkeel.registry.Registry;
import io.evenkeel.registry.ServingVersion;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the server gets its model from.
interface ModelSource {
  /// Says what a version lacks.
  Logger LOG = LoggerFactory.getLogger(ModelSource.class);

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
        return ServedModel.of(version, bundle, measure(bundle));
      }

      // A model that answers is worth more than one that is watched.
      private Optional<Measure> measure(ModelBundle bundle) {
        try {
          return Optional.of(Measure.of(VersionReference.of(bundle, registry::open)));
        } catch (IllegalArgumentException e) {
          LOG.error("the rows of {} are not counted", bundle.metadata().version(), e);
          return Optional.empty();
        }
      }
    };
  }
}
