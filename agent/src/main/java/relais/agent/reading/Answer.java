package relais.agent.reading;

import java.util.List;

/** What came of asking a plugin. */
public sealed interface Answer {

    /**
     * It answered.
     *
     * @param graphs its metadata; empty where it only read
     */
    record Told(List<Graph> graphs, List<Reading> readings) implements Answer {
        public Told {
            graphs = List.copyOf(graphs);
            readings = List.copyOf(readings);
        }
    }

    /**
     * It did not.
     *
     * @param why for the operator: what is wrong and, where known, what to do
     */
    record Failed(State state, String why) implements Answer {}

    /** How a plugin is. The number is the reading by which it is shown. */
    enum State {
        WELL(0),
        /** It, or what it asks, says no. */
        FAILING(1),
        /** No answer in its time; it was stopped. */
        HANGING(2),
        /** More than anybody wants to know; the rest was not read. */
        FLOODING(3),
        /** It answered, and it cannot be understood. */
        RUBBISH(4);

        private final int number;

        State(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }
}
