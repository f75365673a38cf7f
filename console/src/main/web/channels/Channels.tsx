import { useState } from 'preact/hooks';
import { post } from '../api/client.ts';
import { useFetched } from '../api/fetched.ts';
import type { Channel, Page } from '../api/types.ts';
import { useMay } from '../app/session.ts';
import { Badge, CopyText, When } from '../ui/bits.tsx';
import { Button } from '../ui/controls.tsx';
import { DeleteDialog } from '../ui/DeleteDialog.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Menu } from '../ui/menu.tsx';
import { PageHead } from '../ui/page.tsx';
import { Empty, Loaded, useQuickAction } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { fill } from '../words/formats.ts';
import { lineWords } from '../words/server.ts';
import { useWords } from '../words/words.ts';
import { ChannelDialog } from './ChannelDialog.tsx';

const TONES = { up: 'good', connecting: 'busy', down: 'bad', paused: 'wait' } as const;

/** The ways to the operators, and how each is doing right now. */
export function Channels() {
  const { t } = useWords();
  const may = useMay();
  const channels = useFetched<Page<Channel>>('/api/channels', 'channels');
  const [editing, setEditing] = useState<Channel | 'new'>();
  const [deleting, setDeleting] = useState<Channel>();
  const [made, setMade] = useState<Channel>();
  const create = may('channels.edit') && (
    <Button kind="main" icon="plus" onClick={() => setEditing('new')}>
      {t.channels.create}
    </Button>
  );
  return (
    <>
      <PageHead title={t.channels.title} actions={create} />
      <Loaded of={channels} lines={4}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t.channels.none} action={create}>
              {t.channels.noneText}
            </Empty>
          ) : (
            <ul class="channels">
              {items.map((channel) => (
                <ChannelItem
                  key={channel.id}
                  channel={channel}
                  reload={channels.reload}
                  onEdit={() => setEditing(channel)}
                  onDelete={() => setDeleting(channel)}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {editing && (
        <ChannelDialog
          channel={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
          onSaved={(saved) => {
            channels.reload();
            if (saved?.inbound) setMade(saved);
          }}
        />
      )}
      {made?.inbound && (
        <Dialog
          wide
          title={fill(t.channels.secretTitle, { name: made.name })}
          onClose={() => setMade(undefined)}
          footer={<Button onClick={() => setMade(undefined)}>{t.common.close}</Button>}
        >
          <KannelSetup channel={made} secret={made.inbound} />
        </Dialog>
      )}
      {deleting && (
        <DeleteDialog
          title={fill(t.channels.deleteTitle, { name: deleting.name })}
          text={t.channels.deleteText}
          submit={t.channels.delete}
          done={t.channels.deleted}
          path={`/api/channels/${deleting.id}`}
          onClose={() => setDeleting(undefined)}
          onDone={channels.reload}
        />
      )}
    </>
  );
}

/** What goes into the Kannel that feeds us: docs/formats/kannel.md, filled in and ready to copy. */
function KannelSetup(props: { channel: Channel; secret: string }) {
  const { t } = useWords();
  const callback = props.channel.callback ?? location.origin;
  const reached = callback.replace(/\/+$/, '').replace('://', `://kannel:${props.secret}@`);
  const from = 'from=%p&to=%P&text=%b&id=%I&coding=%c&charset=%C';
  const lines = [
    'group = smsbox',
    'http-request-retry = 100000',
    'http-queue-delay = 10',
    '',
    'group = sms-service',
    'keyword = default',
    'catch-all = true',
    'max-messages = 0',
    'omit-empty = true',
    `get-url = "${reached}/kannel/${props.channel.name}/receive?${from}"`,
  ];
  return (
    <>
      <p>{t.channels.secretText}</p>
      <CopyText text={lines.join('\n')} />
      <p class="spaced-top">{t.channels.secretAlone}</p>
      <CopyText text={props.secret} />
    </>
  );
}

function ChannelItem(props: {
  channel: Channel;
  reload: () => void;
  onEdit: () => void;
  onDelete: () => void;
}) {
  const speech = useWords();
  const { t, f } = speech;
  const may = useMay();
  const quick = useQuickAction();
  const { channel, reload } = props;
  const [before = '', after = ''] = t.channels.since.split('{at}');
  const turn = (verb: 'pause' | 'resume') =>
    void quick(async () => {
      await post(`/api/channels/${channel.id}/${verb}`);
      reload();
      toast({
        text: fill(verb === 'pause' ? t.channels.paused : t.channels.resumed, {
          name: channel.name,
        }),
        undo: () => turn(verb === 'pause' ? 'resume' : 'pause'),
      });
    });
  return (
    <li class="channel">
      <div class="channel-head">
        <h2>{channel.name}</h2>
        <span role="status">
          <Badge tone={TONES[channel.state] ?? 'none'}>
            {t.channels.states[channel.state] ?? channel.state}
          </Badge>
        </span>
        <span class="muted small-text">
          {t.channels.kinds[channel.kind] ?? channel.kind}
          {channel.since && (
            <>
              {` · ${before}`}
              <When at={channel.since} exact />
              {after}
            </>
          )}
          {channel.node && ` · ${fill(t.channels.runsOn, { node: channel.node })}`}
        </span>
        {may('channels.edit') && (
          <span class="actions">
            {channel.state === 'paused' ? (
              <Button icon="play" onClick={() => turn('resume')}>
                {t.channels.resume}
              </Button>
            ) : (
              <Button icon="pause" onClick={() => turn('pause')}>
                {t.channels.pause}
              </Button>
            )}
            <Menu label={t.common.more}>
              <button type="button" onClick={props.onEdit}>
                {t.channels.edit}
              </button>
              <button type="button" class="danger" onClick={props.onDelete}>
                {t.channels.delete}
              </button>
            </Menu>
          </span>
        )}
      </div>
      {channel.detail && <p class="muted channel-detail">{lineWords(channel.detail, speech)}</p>}
      <dl class="channel-figures">
        {(
          [
            [t.channels.received, f.number(channel.received ?? 0)],
            [t.channels.sent, f.number(channel.sent ?? 0)],
            [t.channels.waiting, f.number(channel.waiting ?? 0)],
            [t.channels.rate, fill(t.channels.perSecond, { n: f.number(channel.ratePerSecond) })],
          ] as const
        ).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
