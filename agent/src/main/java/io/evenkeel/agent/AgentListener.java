package io.evenkeel.agent;

/// Is told what the agent does, as it does it, on the thread of the agent. What a listener throws
/// is logged and does not disturb the agent.
@FunctionalInterface
public interface AgentListener {
  /// Takes an event.
  void on(AgentEvent event);

  /// A listener that does nothing.
  static AgentListener silent() {
    return _ -> {};
  }
}
