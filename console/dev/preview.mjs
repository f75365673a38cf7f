// A rough copy of the server's text preview: enough to see the console react.
const GSM = '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENDED = '^{}\\[~]|€';
const PLAIN = { 'ç': 'c', 'ê': 'e', 'î': 'i', 'ô': 'o', 'û': 'u', 'â': 'a', 'ë': 'e', 'ï': 'i', '’': "'", 'œ': 'oe', 'À': 'A', 'Ê': 'E', '«': '"', '»': '"', '…': '...', '–': '-' };
const PRICE = 18;

function segmentsOf(text) {
    let septets = 0;
    for (const c of text) {
        if (GSM.includes(c)) septets += 1;
        else if (EXTENDED.includes(c)) septets += 2;
        else return { encoding: 'UCS-2', size: text.length, segments: text.length <= 70 ? 1 : Math.ceil(text.length / 67), per: text.length <= 70 ? 70 : 67 };
    }
    return { encoding: 'GSM-7', size: septets, segments: septets <= 160 ? 1 : Math.ceil(septets / 153), per: septets <= 160 ? 160 : 153 };
}

export function preview(text) {
    const seen = segmentsOf(text);
    const counts = new Map();
    for (const c of text) if (!GSM.includes(c) && !EXTENDED.includes(c)) counts.set(c, (counts.get(c) ?? 0) + 1);
    const plain = [...text].map((c) => (counts.has(c) ? (PLAIN[c] ?? '') : c)).join('');
    const other = segmentsOf(plain);
    const segments = text === '' ? 0 : seen.segments;
    return {
        encoding: seen.encoding, segments, characters: seen.size, remaining: seen.per * Math.max(1, segments) - seen.size,
        cost: segments * PRICE, currency: 'BIF',
        costly: [...counts].map(([character, count]) => ({ character, count, replacement: PLAIN[character] })),
        ...(counts.size > 0 ? { transliterated: { text: plain, segments: other.segments, cost: other.segments * PRICE } } : {}),
    };
}
