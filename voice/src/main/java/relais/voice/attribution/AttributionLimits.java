package relais.voice.attribution;

import java.time.Duration;

/**
 * What time does to a guess.
 *
 * @param halfLife after this long a question is half as likely to be the one answered
 * @param late how long after its closing a poll still receives replies, uncounted
 * @param unclear how long after asking a short text that no rule understands is still taken for an
 *     answer
 * @param together polls asked within this of each other count as asked at once: which one a phone
 *     showed last is anyone's guess
 */
public record AttributionLimits(
        Duration halfLife, Duration late, Duration unclear, Duration together) {
    public static AttributionLimits standard() {
        return new AttributionLimits(
                Duration.ofHours(24),
                Duration.ofDays(7),
                Duration.ofHours(48),
                Duration.ofMinutes(10));
    }
}
