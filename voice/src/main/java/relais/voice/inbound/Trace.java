package relais.voice.inbound;

import java.util.LinkedHashMap;
import java.util.Map;
import relais.gateway.message.Incoming;
import relais.voice.attribution.Outcome;
import relais.voice.attribution.Why;
import relais.voice.stop.Intent;

/** Why a message was treated as it was, in the keys of docs/formats/trace.md. */
final class Trace {
    private Trace() {}

    static Map<String, Object> stop(Intent.Stop stop, Incoming in) {
        Map<String, Object> trace = by("stop", in);
        trace.put("word", stop.word());
        return trace;
    }

    static Map<String, Object> join(Intent.Join join, Incoming in) {
        Map<String, Object> trace = by("join", in);
        trace.put("word", join.word());
        return trace;
    }

    static Map<String, Object> answer(Outcome.Attributed to, Incoming in) {
        Map<String, Object> trace = by("attribution", in);
        trace.put("poll", to.pollId());
        trace.put("confidence", to.confidence());
        trace.put("why", to.why());
        trace.put("rule", to.answer().decidedBy());
        if (to.answer().category() != null) {
            trace.put("category", to.answer().category());
        }
        return trace;
    }

    static Map<String, Object> review(Why why, Incoming in) {
        Map<String, Object> trace = by("review", in);
        trace.put("why", why);
        return trace;
    }

    static Map<String, Object> unattributed(Why why, Incoming in) {
        Map<String, Object> trace = by("unattributed", in);
        trace.put("why", why);
        return trace;
    }

    static Map<String, Object> elsewhere(Incoming in) {
        return by("taken-elsewhere", in);
    }

    static Map<String, Object> machine(Incoming in) {
        return by("unknown-sender", in);
    }

    private static Map<String, Object> by(String rule, Incoming in) {
        Map<String, Object> trace = new LinkedHashMap<>();
        trace.put("by", rule);
        if (in.parts() > 1) {
            trace.put("parts", in.parts());
        }
        return trace;
    }
}
