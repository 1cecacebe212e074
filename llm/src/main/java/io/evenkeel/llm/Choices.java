package io.evenkeel.llm;

import io.evenkeel.agent.Reasoner.Question;
import io.evenkeel.incident.Decision;
import java.util.EnumSet;
import java.util.Set;

/// What a language model may choose from: of the decisions that are allowed now, those near to what
/// the rules decide.
///
/// | the rules decide | it may choose |
/// |---|---|
/// | OK | OK, ALERT |
/// | ALERT | ALERT, ROLLBACK |
/// | ROLLBACK | ALERT, ROLLBACK, RETRAIN |
/// | RETRAIN | ALERT, ROLLBACK, RETRAIN |
///
/// One step stronger than the rules at most, and as weak as it likes, but never silent where the
/// rules speak. With a data-quality issue it may not be stronger than the rules at all: another
/// model does not repair a fault of the data.
final class Choices {
  private Choices() {}

  /// @param rules what the rules decide
  /// @param question what is asked
  static Set<Decision> among(Decision rules, Question question) {
    Decision weakest = rules == Decision.OK ? Decision.OK : Decision.ALERT;
    Decision strongest =
        question.evidence().qualityIssues().isEmpty() ? oneStepAbove(rules) : rules;
    EnumSet<Decision> choices = EnumSet.range(weakest, strongest);
    choices.retainAll(question.allowed());
    return choices;
  }

  private static Decision oneStepAbove(Decision decision) {
    return switch (decision) {
      case OK -> Decision.ALERT;
      case ALERT -> Decision.ROLLBACK;
      case ROLLBACK, RETRAIN -> Decision.RETRAIN;
    };
  }
}
