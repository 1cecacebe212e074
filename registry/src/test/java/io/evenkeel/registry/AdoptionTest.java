package io.evenkeel.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.mlflow.ForeignModel;
import io.evenkeel.mlflow.Mlflow;
import io.evenkeel.mlflow.Mlflow.Standing;
import io.evenkeel.model.ImportedModel;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdoptionTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-01T06:00:00Z"), ZoneOffset.UTC);
  private static final Set<String> V1 = Set.of("v1");

  @TempDir private static Path trained;

  @TempDir private Path home;
  private Ledger ledger;
  private TestingRemote remote;
  private Registry registry;
  private ForeignMoves foreign;

  @BeforeAll
  static void train() throws InterruptedException {
    TestingBundles.train(trained, "v1", Optional.empty());
    TestingBundles.train(trained, "v2", Optional.of("v1"));
    TestingBundles.train(trained, "other", Optional.empty(), 3);
  }

  @BeforeEach
  void open() throws IOException {
    ledger = Ledger.open(home.resolve("ledger.db"), CLOCK);
    remote = new TestingRemote(trained);
    registry = new Registry(home.resolve("models"), ledger, Optional.of(remote));
    foreign = new ForeignMoves(ledger);
    for (String version : List.of("v1", "v2")) {
      TestingBundles.copy(trained.resolve(version), registry.directory(version));
      registry.record(ModelBundle.open(registry.directory(version)), "");
    }
    registry.promote(Optional.empty(), "v1", "first", "");
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void aForeignMoveIsNotedOnceAndPausesAutomaticPromotions() {
    foreign.judge(ours("v1"), V1);
    foreign.judge(new Standing.Unset(), V1);
    foreign.judge(new Standing.Away("connection refused"), V1);
    assertThat(notes()).isEmpty();
    foreign.judge(ours("v2"), V1);
    foreign.judge(ours("v2"), V1);
    foreign.judge(new Standing.Away("connection refused"), V1);
    assertThat(notes()).containsExactly("foreign");
    assertThat(registry.promote(Optional.of("v1"), "v2", "better", "i1/1/retrain"))
        .isInstanceOfSatisfying(
            ChampionChange.Refused.class,
            refused ->
                assertThat(refused.reason())
                    .contains(
                        "paused",
                        "(v2)",
                        "the ledger says v1",
                        "registry adopt",
                        "set the alias back"));
    assertThat(serving()).isEqualTo("v1");

    foreign.judge(ours("v1"), V1);
    foreign.judge(ours("v1"), V1);
    assertThat(notes()).containsExactly("foreign", "settled");
    assertThat(registry.promote(Optional.of("v1"), "v2", "better", "i1/1/retrain"))
        .isInstanceOf(ChampionChange.Changed.class);
  }

  @Test
  void aPersonPromotesWhateverStandsForeign() {
    foreign.judge(new Standing.Foreign("9"), V1);
    assertThat(foreign.standing().orElseThrow()).contains("version 9");
    assertThat(registry.promote(Optional.of("v1"), "v2", "by hand", ""))
        .isInstanceOf(ChampionChange.Changed.class);
  }

  @Test
  void anotherForeignMoveIsNotedAnew() {
    foreign.judge(new Standing.Foreign("9"), V1);
    foreign.judge(new Standing.Foreign("10"), V1);
    assertThat(notes()).containsExactly("foreign", "foreign");
    foreign.judge(new Standing.Unset(), V1);
    assertThat(foreign.standing()).isEmpty();
  }

  @Test
  void oneOfOurVersionsIsAdoptedByHand() {
    remote.standing = ours("v2");
    foreign.judge(remote.standing, V1);
    assertThat(adopt())
        .isEqualTo(
            new ChampionChange.Changed(
                new ServingVersion("v2", 2, CLOCK.instant(), "adopted from MLflow")));
    assertThat(ledger.aliases().current("champion").orElseThrow().key()).isEmpty();
    assertThat(remote.adopted).containsExactly("2 by 2/v2");
    assertThat(notes()).containsExactly("foreign", "settled");
    assertThat(adopt()).isEqualTo(new ChampionChange.Refused("v2 serves already"));
  }

  @Test
  void aVersionOfAnotherDigestIsNotAdopted() {
    remote.standing = new Standing.Ours("v2", "another", "2");
    assertThat(adopt())
        .isInstanceOfSatisfying(
            ChampionChange.Refused.class,
            refused -> assertThat(refused.reason()).contains("has the digest another"));
    remote.standing = new Standing.Ours("v9", "another", "9");
    assertThat(adopt()).isInstanceOf(ChampionChange.Refused.class);
    assertThat(serving()).isEqualTo("v1");
  }

  @Test
  void aModelFromElsewhereBecomesAVersionOfItsOwn() throws IOException {
    remote.standing = new Standing.Foreign("9");
    remote.model =
        loaded(
            Files.readAllBytes(trained.resolve("v2").resolve("model.ubj")), "model.xgb", "amount");
    remote.marking = new Mlflow.Adoption.Away("connection refused");
    refused("connection refused");
    assertThat(registry.unrecorded()).as("tried again, it is not taken over twice").isEmpty();
    remote.marking = new Mlflow.Adoption.Marked();
    assertThat(adopt()).isInstanceOf(ChampionChange.Changed.class);
    ModelBundle adopted = registry.open("v3");
    assertThat(adopted.metadata().why()).isEqualTo("adopted from MLflow: version 9");
    assertThat(adopted.reference().rows()).isEqualTo(rows().rows());
    assertThat(adopted.metadata().rocAuc())
        .isEqualTo(ModelBundle.open(trained.resolve("v2")).metadata().rocAuc());
    assertThat(serving()).isEqualTo("v3");
    assertThat(remote.adopted).containsExactly("9 by 2/v3");

    foreign.judge(new Standing.Foreign("9"), Set.of("v1", "v3"));
    assertThat(notes()).as("its copy is on its way").containsExactly("settled");
    foreign.judge(new Standing.Foreign("9"), Set.of("v3"));
    assertThat(notes()).as("somebody moved it back").containsExactly("settled", "foreign");
  }

  @Test
  void adoptionThatDiedBeforeItsPromotionGoesOn() throws IOException {
    remote.standing = new Standing.Foreign("9");
    byte[] model = Files.readAllBytes(trained.resolve("v2").resolve("model.ubj"));
    remote.model = loaded(model, "model.xgb", "amount");
    imported("v3", "version 8", model);
    imported("v4", "version 9", Files.readAllBytes(trained.resolve("other").resolve("model.ubj")));
    imported("v5", "version 9", model);

    assertThat(adopt()).isInstanceOf(ChampionChange.Changed.class);
    assertThat(serving()).isEqualTo("v5");
    assertThat(remote.adopted).containsExactly("9 by 2/v5");
    assertThat(registry.versions()).hasSize(5);
  }

  /// What an adoption leaves that dies before the promotion.
  private void imported(String version, String from, byte[] model) {
    ModelBundle bundle =
        new ImportedModel(
                version,
                Optional.empty(),
                "adopted from MLflow: " + from,
                model,
                rows(),
                rows(),
                CLOCK.instant())
            .writeTo(registry.directory(version));
    registry.record(bundle, "");
  }

  @Test
  void whatCannotBeServedOrAskedForIsNotAdopted() {
    remote.standing = new Standing.Foreign("9");
    remote.model = loaded(new byte[] {1, 2, 3}, "model.xgb");
    refused("cannot be served from here");
    remote.model = loaded(new byte[] {1, 2, 3}, "model.json");
    refused("model_format");
    remote.model = loaded(new byte[] {1, 2, 3}, "model.xgb", "another");
    refused("its features are [another], here they are [amount]");
    remote.model = new ForeignModel.Unknown("no version 9");
    refused("no version 9");
    remote.model = new ForeignModel.Unusable("a random forest");
    refused("a random forest");
    remote.model = new ForeignModel.Away("connection refused");
    refused("connection refused");
    remote.standing = new Standing.Away("connection refused");
    refused("connection refused");
    remote.standing = new Standing.Unset();
    refused("names nothing");
    assertThat(registry.unrecorded()).isEmpty();
    assertThat(notes()).isEmpty();
  }

  private static ForeignModel loaded(byte[] bytes, String file, String... features) {
    return new ForeignModel.Loaded("9", bytes, file, List.of(features), "3.2.0");
  }

  private void refused(String word) {
    assertThat(adopt())
        .isInstanceOfSatisfying(
            ChampionChange.Refused.class, refused -> assertThat(refused.reason()).contains(word));
    assertThat(serving()).isEqualTo("v1");
  }

  private ChampionChange adopt() {
    return new Adoption(registry, remote, foreign, CLOCK).adopt(rows(), rows());
  }

  private static LabelledTable rows() {
    return ModelBundle.open(trained.resolve("v1")).reference();
  }

  private static Standing ours(String version) {
    return new Standing.Ours(
        version, ModelBundle.open(trained.resolve(version)).digest(), version.substring(1));
  }

  private String serving() {
    return registry.serving().map(ServingVersion::version).orElse("none");
  }

  private List<String> notes() {
    return ledger.journal().after(0, 100).stream().map(JournalEntry::code).toList();
  }
}
