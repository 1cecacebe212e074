package io.evenkeel.agent;

import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphStateException;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncEdgeAction;
import org.bsc.langgraph4j.action.AsyncNodeAction;
import org.bsc.langgraph4j.serializer.StateSerializer;
import org.bsc.langgraph4j.state.AgentState;

/// monitor -> reason -> act -> verify, each with one conditional edge.
///
/// | from | to | when |
/// |---|---|---|
/// | monitor | end | the report is missing, stale, malformed, unconfirmed or known |
/// | monitor | reason | there is evidence to decide on |
/// | reason | end | OK, or enough was done already |
/// | reason | act | something is to be done |
/// | act | verify | it worked |
/// | act | reason | it failed: downgraded |
/// | act | monitor | it failed, and took longer than its report may be old |
/// | act | end | somebody else acts, or nobody could be told |
/// | verify | end | always |
///
/// The library gives topology and routing. Nothing is checkpointed: durability is the journal's.
/// What a node throws is thrown to the caller as it is.
final class AgentGraph {
  private static final String STAGE = "stage";
  private static final String END = "end";

  /// A step of the graph.
  private interface Node {
    Stage apply(Stage stage) throws InterruptedException;
  }

  private enum Place {
    MONITOR,
    REASON,
    ACT,
    VERIFY;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final CompiledGraph<GraphState> graph;

  AgentGraph(MonitorNode monitor, ReasonNode reason, ActNode act, VerifyNode verify) {
    try {
      StateGraph<GraphState> drawn = new StateGraph<>(new NeverWritten());
      add(
          drawn,
          Place.MONITOR,
          stage ->
              switch (stage) {
                case Stage.Begun _ -> monitor.look();
                case Stage.Outdated(Stage.Evidence old) -> monitor.lookAgain(old);
                case Stage.Evidence _,
                    Stage.Decided _,
                    Stage.Acted _,
                    Stage.Ended _,
                    Stage.Thrown _ ->
                    throw misplaced(Place.MONITOR, stage);
              },
          Place.REASON);
      add(
          drawn,
          Place.REASON,
          stage -> reason.decide(expect(Stage.Evidence.class, Place.REASON, stage)),
          Place.ACT);
      add(
          drawn,
          Place.ACT,
          stage -> act.act(expect(Stage.Decided.class, Place.ACT, stage)),
          Place.VERIFY,
          Place.REASON,
          Place.MONITOR);
      add(
          drawn,
          Place.VERIFY,
          stage -> verify.begin(expect(Stage.Acted.class, Place.VERIFY, stage)));
      drawn.addEdge(StateGraph.START, Place.MONITOR.id());
      graph = drawn.compile();
    } catch (GraphStateException e) {
      throw new IllegalStateException("the agent's graph is not well formed", e);
    }
  }

  /// Runs the graph once.
  ///
  /// @throws InterruptedException when the process is ending
  AgentRun run() throws InterruptedException {
    Stage last =
        graph
            .invoke(Map.of(STAGE, new Stage.Begun()))
            .map(GraphState::stage)
            .orElseThrow(() -> new IllegalStateException("the agent's graph gave no result"));
    return switch (last) {
      case Stage.Ended(AgentRun run) -> run;
      case Stage.Thrown(InterruptedException interrupted) -> throw interrupted;
      case Stage.Thrown(RuntimeException exception) -> throw exception;
      case Stage.Thrown(Error error) -> throw error;
      case Stage.Thrown(Throwable cause) -> throw new IllegalStateException(cause);
      case Stage.Begun _, Stage.Evidence _, Stage.Decided _, Stage.Outdated _, Stage.Acted _ ->
          throw new IllegalStateException("the agent's graph stopped at " + last);
    };
  }

  private static void add(StateGraph<GraphState> graph, Place place, Node node, Place... next)
      throws GraphStateException {
    AsyncNodeAction<GraphState> action =
        state -> CompletableFuture.completedFuture(Map.of(STAGE, run(node, state.stage())));
    graph.addNode(place.id(), action);
    Map<String, String> targets =
        Arrays.stream(next).collect(Collectors.toMap(Place::id, Place::id));
    targets.put(END, StateGraph.END);
    AsyncEdgeAction<GraphState> edge =
        state -> CompletableFuture.completedFuture(route(state.stage()));
    graph.addConditionalEdges(place.id(), edge, targets);
  }

  /// The library wraps what nodes throw and logs it; ours travels as a stage instead.
  private static Stage run(Node node, Stage stage) {
    try {
      return node.apply(stage);
    } catch (Throwable e) {
      return new Stage.Thrown(e);
    }
  }

  private static String route(Stage stage) {
    return switch (stage) {
      case Stage.Begun _, Stage.Outdated _ -> Place.MONITOR.id();
      case Stage.Evidence _ -> Place.REASON.id();
      case Stage.Decided _ -> Place.ACT.id();
      case Stage.Acted _ -> Place.VERIFY.id();
      case Stage.Ended _, Stage.Thrown _ -> END;
    };
  }

  private static <T extends Stage> T expect(Class<T> type, Place place, Stage stage) {
    if (!type.isInstance(stage)) {
      throw misplaced(place, stage);
    }
    return type.cast(stage);
  }

  private static IllegalStateException misplaced(Place place, Stage stage) {
    return new IllegalStateException(
        "the node %s cannot go on from %s".formatted(place.id(), stage));
  }

  /// The library's untyped state, with our one typed value in it.
  private static final class GraphState extends AgentState {
    GraphState(Map<String, Object> data) {
      super(data);
    }

    Stage stage() {
      return this.<Stage>value(STAGE)
          .orElseThrow(() -> new IllegalStateException("the graph lost its stage"));
    }
  }

  /// Stages are immutable, so a copy of the state is the state; and nothing is ever written.
  private static final class NeverWritten extends StateSerializer<GraphState> {
    NeverWritten() {
      super(GraphState::new);
    }

    @Override
    public GraphState cloneObject(GraphState state) {
      return state;
    }

    @Override
    public void writeData(Map<String, Object> data, ObjectOutput out) {
      throw new UnsupportedOperationException("the agent's graph keeps no checkpoints");
    }

    @Override
    public Map<String, Object> readData(ObjectInput in) {
      throw new UnsupportedOperationException("the agent's graph keeps no checkpoints");
    }
  }
}
