package relais.gateway.directory;

import relais.gateway.channel.ChannelSettings;
import relais.gateway.preview.Price;

/**
 * A channel in the directory.
 *
 * @param country ISO 3166-1 alpha-2: in which country's form people's numbers come without "+"
 * @param price what the provider charges for a segment
 */
public record Channel(long id, ChannelSettings settings, String country, Price price) {
    public String name() {
        return settings.name();
    }
}
