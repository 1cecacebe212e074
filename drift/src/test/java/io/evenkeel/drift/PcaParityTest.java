package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Holds reconstruction errors against those of scikit-learn, written by `parity/golden_pca.py`.
class PcaParityTest {
  @Test
  void errorsAreThoseOfScikitLearn() throws IOException {
    JsonNode cases = golden().get("cases");
    for (JsonNode golden : cases) {
      List<Column> columns = new ArrayList<>();
      for (JsonNode categorical : golden.get("categorical")) {
        String name = "c" + columns.size();
        columns.add(
            categorical.asBoolean() ? new Column.Categorical(name) : WatchBinsTest.numeric(name));
      }
      double[][] reference = values(golden.get("reference"), 2);
      double[][] window = values(golden.get("window"), 1);

      ReconstructionDrift.Measured found =
          PcaReconstruction.of(columns, reference, reference[0].length)
              .judge(window, window[0].length, 1);

      String as = golden.get("name").asString();
      assertThat(found.components()).as(as).isEqualTo(golden.get("components").asInt());
      close(as, found.usual(), golden.get("usual").asDouble());
      close(as, found.error(), golden.get("error").asDouble());
    }
    assertThat(cases.size()).isEqualTo(4);
  }

  private static void close(String as, double found, double expected) {
    assertThat(found).as(as).isCloseTo(expected, within(1e-9 * expected));
  }

  /// Each row so many times, one after the other.
  private static double[][] values(JsonNode columns, int times) {
    double[][] values = new double[columns.size()][];
    for (int c = 0; c < values.length; c++) {
      JsonNode column = columns.get(c);
      values[c] = new double[times * column.size()];
      for (int r = 0; r < values[c].length; r++) {
        JsonNode value = column.get(r / times);
        values[c][r] = value.isNull() ? Double.NaN : value.asDouble();
      }
    }
    return values;
  }

  private static JsonNode golden() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PcaParityTest.class.getResourceAsStream("golden_pca.json"))) {
      return new JsonMapper().readTree(in);
    }
  }
}
