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

  /// Says what this server answers with.
  ///
  /// @param server the name of this server
  /// @param model what answers, if anything does
  /// @param refused the number of a later change of champion that it could not follow; 0: none
  /// @param problem what is wrong; empty when nothing is
  default void tell(String server, Optional<ServedModel> model, long refused, String problem) {}

  /// Says that this server ends.
  default void withdraw(String server) {}

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
        return ServedModel.of(version, bundle, measuring(bundle));
      }

      @Override
      public void tell(String server, Optional<ServedModel> model, long refused, String problem) {
        registry.serves(
            server,
            model.map(ServedModel::version).orElse(""),
            model.map(loaded -> loaded.serving().sequence()).orElse(0L),
            model.map(ServedModel::digest).orElse(""),
            refused,
            problem);
      }

      @Override
      public void withdraw(String server) {
        registry.withdraw(server);
      }

      // A model that answers is worth more than one that is watched.
      private Measuring measuring(ModelBundle bundle) {
        String version = bundle.metadata().version();
        try {
          return new Measuring.By(Measure.of(VersionReference.of(bundle, registry::open)));
        } catch (BundleException e) {
          LOG.warn("the rows of {} are not counted for now: {}", version, e.getMessage());
          return new Measuring.NotYet();
        } catch (IllegalArgumentException e) {
          LOG.error("the rows of {} are not counted", version, e);
          return new Measuring.Never();
        }
      }
    };
  }
}
