package io.evenkeel.monitor;

import io.evenkeel.drift.DataFault;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Faults of the data as JSON: a kind, the features, the numbers, and a description for people.
final class DataFaultCodec {
  private DataFaultCodec() {}

  static ObjectNode encode(DataFault fault) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("kind", fault.kind());
    ArrayNode features = node.putArray("features");
    fault.features().forEach(features::add);
    switch (fault) {
      case DataFault.UnitChange(_, double factor, double share) ->
          node.put("factor", factor).put("share", share);
      case DataFault.StuckValue(_, double value, double share) ->
          node.put("value", value).put("share", share);
      case DataFault.NullBurst(_, double share, double usual) ->
          node.put("share", share).put("usual", usual);
      case DataFault.NewCategory(_, double value, double share) ->
          node.put("value", value).put("share", share);
      case DataFault.ClockShift(_, double shift) -> node.put("shift", shift);
      case DataFault.SwappedColumns _ -> {
        // Its features say it all.
      }
    }
    return node.put("description", fault.describe());
  }

  static DataFault decode(Fields fields) {
    List<String> features = fields.texts("features");
    if (features.isEmpty()) {
      throw new MalformedReport(fields.where() + ".features is empty");
    }
    String feature = features.getFirst();
    String kind = fields.text("kind");
    return switch (kind) {
      case "unit_change" ->
          new DataFault.UnitChange(feature, fields.number("factor"), fields.number("share"));
      case "stuck_value" ->
          new DataFault.StuckValue(feature, fields.number("value"), fields.number("share"));
      case "null_burst" ->
          new DataFault.NullBurst(feature, fields.number("share"), fields.number("usual"));
      case "new_category" ->
          new DataFault.NewCategory(feature, fields.number("value"), fields.number("share"));
      case "clock_shift" -> new DataFault.ClockShift(feature, fields.number("shift"));
      // A list of one feature would not be what is written of the pair.
      case "swapped_columns" -> new DataFault.SwappedColumns(feature, features.getLast());
      default -> throw new MalformedReport(fields.where() + ".kind is unknown: " + kind);
    };
  }
}
