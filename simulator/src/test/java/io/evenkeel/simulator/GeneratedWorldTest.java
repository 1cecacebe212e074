package io.evenkeel.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.model.ExtraColumns;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.SchemaFile;
import io.evenkeel.model.TableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedWorldTest {
  private static final GeneratedWorld SMALL = new GeneratedWorld(500, 400, 50, 3, false);

  @TempDir Path home;

  @Test
  void aHomeGetsSchemaSettingsAndThreeTables() throws IOException {
    List<Path> written = SMALL.writeTo(home, false);

    assertThat(written.stream().map(file -> home.relativize(file).toString()))
        .containsExactly(
            "data/reference.csv",
            "data/holdout.csv",
            "data/production.csv",
            "evenkeel.yaml",
            "schema.yaml");
    FeatureSchema schema = SchemaFile.read(home.resolve("schema.yaml"));
    assertThat(schema).isEqualTo(UpiWorld.schema());
    assertThat(read("reference").rows()).isEqualTo(500);
    assertThat(read("holdout").rows()).isEqualTo(400);
    assertThat(read("production").rows()).isEqualTo(50);
    assertThat(Files.readString(home.resolve("evenkeel.yaml"))).contains("maturity: 10s");
  }

  @Test
  void noRowIsInTwoTables() {
    SMALL.writeTo(home, false);
    Set<String> rows = new HashSet<>();
    for (String table : List.of("reference", "holdout", "production")) {
      LabelledTable read = read(table);
      for (int i = 0; i < read.rows(); i++) {
        rows.add(java.util.Arrays.toString(read.features().row(i)));
      }
    }
    assertThat(rows).hasSize(950);
  }

  @Test
  void theSameSeedGivesTheSameFiles() throws IOException {
    SMALL.writeTo(home.resolve("a"), false);
    SMALL.writeTo(home.resolve("b"), false);
    new GeneratedWorld(500, 400, 50, 4, false).writeTo(home.resolve("c"), false);
    String a = Files.readString(home.resolve("a/data/holdout.csv"));
    assertThat(a).isEqualTo(Files.readString(home.resolve("b/data/holdout.csv")));
    assertThat(a).isNotEqualTo(Files.readString(home.resolve("c/data/holdout.csv")));
  }

  @Test
  void aHomeInUseIsRefusedWithoutForce() throws IOException {
    Files.createDirectories(home.resolve("models"));
    Files.createFile(home.resolve("ledger.db"));
    assertThatThrownBy(() -> SMALL.writeTo(home, false))
        .isInstanceOf(HomeInUseException.class)
        .hasMessageContaining("models, ledger.db")
        .hasMessageContaining("--force");
    assertThat(home.resolve("data")).doesNotExist();

    Files.writeString(home.resolve("evenkeel.yaml"), "mine: true\n");
    SMALL.writeTo(home, true);
    assertThat(read("reference").rows()).isEqualTo(500);
    assertThat(home.resolve("evenkeel.yaml")).content().isEqualTo("mine: true\n");
  }

  @Test
  void driftedRowsCanBeWrittenAlone() {
    Path file = home.resolve("drifted.csv");
    GeneratedWorld.writeRows(file, Regime.high(), 1_000, 5);
    LabelledTable rows = TableFile.readLabelled(file, UpiWorld.schema(), ExtraColumns.REJECT);
    assertThat(rows.rows()).isEqualTo(1_000);
    int nights = 0;
    for (double hour : rows.features().column(1)) {
      nights += hour < 4 ? 1 : 0;
    }
    assertThat(nights).isBetween(300, 500);
  }

  private LabelledTable read(String table) {
    return TableFile.readLabelled(
        home.resolve("data/" + table + ".csv"), UpiWorld.schema(), ExtraColumns.REJECT);
  }
}
