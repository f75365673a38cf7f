# An SMSC by Net::SMPP: takes one bind, answers each submit_sm with a hexadecimal id, sends for each
# a receipt with the id in decimal and at the end a message in two parts, out of order.
use strict;
use warnings;
use Net::SMPP;

$| = 1;
my $listen = Net::SMPP->new_listen('127.0.0.1', port => 0) or die "cannot listen: $!";
print "port ", $listen->sockport(), "\n";
my $smpp = $listen->accept() or die "no client: $!";
my $id = 0x1a0;
my $acknowledged = 0;
while (my $pdu = $smpp->read_pdu()) {
    if ($pdu->{cmd} == 9) {
        print "bind $pdu->{system_id}\n";
        $smpp->bind_transceiver_resp(system_id => 'perl', status => 0, seq => $pdu->{seq});
    } elsif ($pdu->{cmd} == 4) {
        $id++;
        print "submit $pdu->{destination_addr} $pdu->{data_coding} ", unpack('H*', $pdu->{short_message}), "\n";
        $smpp->submit_sm_resp(message_id => sprintf('%X', $id), status => 0, seq => $pdu->{seq});
        $smpp->deliver_sm(async => 1, source_addr => $pdu->{destination_addr},
            destination_addr => '8500', esm_class => 4,
            short_message => "id:00$id sub:001 dlvrd:001 submit date:2611221000 done date:2611221001 stat:DELIVRD err:000 text:");
        for my $part (2, 1) {
            $smpp->deliver_sm(async => 1, source_addr_ton => 1, source_addr => '25779000009',
                destination_addr => '8500', esm_class => 0x40,
                short_message => pack('C7', 6, 8, 4, 1, 2, 2, $part) . "part $part ");
        }
    } elsif ($pdu->{cmd} == 0x80000005) {
        $acknowledged++;
        print "acknowledged $acknowledged status $pdu->{status}\n";
    } elsif ($pdu->{cmd} == 0x15) {
        $smpp->enquire_link_resp(seq => $pdu->{seq});
    } elsif ($pdu->{cmd} == 6) {
        $smpp->unbind_resp(seq => $pdu->{seq});
        print "unbound\n";
        last;
    }
}
