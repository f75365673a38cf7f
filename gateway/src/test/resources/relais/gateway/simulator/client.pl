# A client by Net::SMPP: binds, submits a long message in parts and a short one, receives one,
# probes, unbinds. Prints what it saw; the test reads that.
use strict;
use warnings;
use Net::SMPP;

my ($port) = @ARGV;
my $smpp = Net::SMPP->new_transceiver('127.0.0.1', port => $port, system_id => 'perl',
    password => 'secret', system_type => '') or die "cannot bind: $!";
print "bound\n";
for my $part (1 .. 2) {
    my $seq = $smpp->submit_sm(async => 1, source_addr => '8500', destination_addr => '25779000001',
        esm_class => 0x40, data_coding => 0,
        short_message => pack('C6', 5, 0, 3, 7, 2, $part) . "part $part ");
}
$smpp->submit_sm(async => 1, source_addr => '8500', destination_addr => '25779000002',
    registered_delivery => 1, short_message => 'short');
my ($answers, $messages, $receipts) = (0, 0, 0);
while ($answers < 3 || $messages < 1 || $receipts < 1) {
    my $pdu = $smpp->read_pdu() or die "line closed";
    if ($pdu->{cmd} == 0x80000004) {
        die "refused $pdu->{status}" if $pdu->{status};
        $answers++;
    } elsif ($pdu->{cmd} == 5) {
        if ($pdu->{esm_class} & 4) {
            print "receipt $pdu->{short_message}\n";
            $receipts++;
        } else {
            print "message $pdu->{source_addr} $pdu->{short_message}\n";
            $messages++;
        }
        $smpp->deliver_sm_resp(message_id => '', seq => $pdu->{seq});
    } elsif ($pdu->{cmd} == 0x15) {
        $smpp->enquire_link_resp(seq => $pdu->{seq});
    }
}
$smpp->enquire_link() or die "no answer to enquire_link";
print "probed\n";
$smpp->unbind() or die "no answer to unbind";
print "unbound\n";
