package io.evenkeel.model;

/// One rule that one value broke.
///
/// @param feature the feature, or the name of the offending field
/// @param rule the rule
/// @param message what was wrong, in words that follow the name of the feature
public record Violation(String feature, Rule rule, String message) {}
