package relais.gateway.outgoing;

import relais.gateway.channel.Part;
import relais.gateway.message.Lane;

/** A part on its way, with how often it has been tried. */
record Shot(Part part, Lane lane, int tries) {
    long messageId() {
        return part.message().messageId();
    }

    Shot triedAgain() {
        return new Shot(part, lane, tries + 1);
    }
}
