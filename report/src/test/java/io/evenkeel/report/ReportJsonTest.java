package io.evenkeel.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.evenkeel.model.DataFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class ReportJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(ReportJson.schema(), InputFormat.JSON);

  @TempDir private Path directory;

  @Test
  void everyKindOfReportKeepsThePublishedSchema() {
    Path reference = Tables.orders(directory, "a.csv", 1500, 1);
    assertSound(ReportJson.of(Tables.assessed(reference, reference)));
    assertSound(ReportJson.of(Tables.assessed(reference, drifted(900))));
    assertSound(ReportJson.of(Tables.assessed(reference, drifted(10))));
    assertSound(ReportJson.of(Tables.assessed(reference, drifted(900), Optional.of(scored()))));
    Path empty = Tables.file(directory, "e.csv", "a,b", "NaN,1.5", "inf,2.5", "NaN,3.5");
    assertSound(
        ReportJson.of(
            Tables.assessed(
                empty,
                empty,
                Optional.of(
                    TableSchemaFile.parse(
                        "features: [{name: a, type: numeric}, {name: b, type: numeric}]", "s")))));
  }

  @Test
  void theSchemaWouldNoticeAMistake() {
    String json = ReportJson.of(Tables.assessed(drifted(300), drifted(300)));

    assertThat(SCHEMA.validate(json.replace("\"drift_score\"", "\"score\""), InputFormat.JSON))
        .isNotEmpty();
  }

  @Test
  void parityStandsBesideTheVerdicts() {
    JsonNode root = read(Tables.assessed(Tables.orders(directory, "a.csv", 1500, 1), drifted(900)));

    JsonNode amount = root.at("/parity/columns/amount");
    assertThat(amount.at("/stat_test").asString()).isEqualTo("wasserstein");
    assertThat(amount.at("/threshold").asDouble()).isEqualTo(0.1);
    assertThat(amount.at("/drift_detected").asBoolean()).isTrue();
    assertThat(root.at("/parity/share").asDouble()).isPositive();
    assertThat(root.at("/parity/dataset_drift").isBoolean()).isTrue();
    assertThat(root.at("/verdicts/amount/verdict").asString()).isEqualTo("drifted");
    assertThat(root.at("/verdicts/amount/score").asDouble())
        .isEqualTo(amount.at("/drift_score").asDouble());
    assertThat(root.at("/verdicts/amount/limit").asDouble()).isGreaterThanOrEqualTo(0.1);
    assertThat(root.at("/recommendation/advice").asString()).isNotEmpty();
  }

  @Test
  void whereTheSchemaNamesScoreAndLabelPerformanceIsTold() {
    Path reference = Tables.orders(directory, "a.csv", 4000, 1);
    Path current = Tables.orders(directory, "b.csv", 3000, 5);
    JsonNode root = read(Tables.assessed(reference, current, Optional.of(scored())));

    double estimated = root.at("/estimated_performance/roc_auc/value").asDouble();
    double realised = root.at("/realised_performance/roc_auc/value").asDouble();
    double error = root.at("/estimated_performance/roc_auc/sampling_error").asDouble();
    assertThat(realised).isBetween(0.6, 0.8);
    assertThat(Math.abs(estimated - realised)).isLessThan(4 * error);
    assertThat(root.at("/estimation/rows").asLong()).isEqualTo(3000);
  }

  @Test
  void aLabelThatIsNoneIsAnErrorWithItsPlace() {
    Path reference =
        Tables.file(directory, "a.csv", "score,refunded,amount", "0.1,0,1.5", "0.2,3,2.5");
    assertThatThrownBy(() -> Tables.assessed(reference, reference, Optional.of(scored())))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining("a.csv: row 2, column refunded: a label must be 0 or 1, was 3");
  }

  private Path drifted(int rows) {
    return Tables.orders(directory, "b" + rows + ".csv", rows, 2, 2.5, List.of("red", "gold"));
  }

  private static TableSchema scored() {
    return new TableSchema(
        TableSchemaFile.parse("features: [{name: amount, type: numeric}]", "s").features(),
        Optional.of("refunded"),
        OptionalDouble.of(0.3),
        Optional.of("score"),
        Optional.empty());
  }

  private static void assertSound(String json) {
    assertThat(SCHEMA.validate(json, InputFormat.JSON)).isEmpty();
  }

  private static JsonNode read(Assessment assessment) {
    return JSON.readTree(ReportJson.of(assessment));
  }
}
