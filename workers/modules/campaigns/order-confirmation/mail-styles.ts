import { SafeHtml } from './html.ts';

/**
 * The look of a mail, in the head: Gmail, Apple Mail, Outlook and the rest of today's readers take it there. Fonts are those a
 * reader has, because a mail must not load anything.
 */
const css = `
body{margin:0;padding:0}
.preview{display:none;max-height:0;overflow:hidden}
.page{background:#FBF8F1;color:#1C2321;font:400 15px/1.55 "Helvetica Neue",Helvetica,Arial,"Noto Sans Devanagari",sans-serif}
.page td,.page th{font-size:15px}
.sheet{max-width:600px}
.sheet>tbody>tr>td{padding:32px 24px 40px}
p{margin:0 0 16px}
.brand{font:italic 400 20px/1 Georgia,"Tiro Devanagari Hindi",serif;color:#1F4D3A;border-bottom:1px solid #D9D2C3;padding:0 0 16px;margin:0 0 32px}
h1{font:400 30px/1.2 Georgia,"Tiro Devanagari Hindi",serif;margin:0 0 16px}
h2{font:400 18px/1.3 Georgia,"Tiro Devanagari Hindi",serif;margin:24px 0 4px}
.facts{border-left:2px solid #B5651D;padding:0 0 0 12px;margin:24px 0}
.facts strong{font-variant-numeric:tabular-nums}
.note{color:#5C625C;font-size:13px;line-height:1.5}
.goods{border-collapse:collapse;margin:0 0 20px}
.goods th{color:#5C625C;font-weight:400;font-size:13px;padding:0 0 8px;border-bottom:1px solid #1C2321}
.cell{padding:12px 0;border-bottom:1px solid #D9D2C3;vertical-align:top}
.name{font:400 17px/1.3 Georgia,"Tiro Devanagari Hindi",serif}
.chip{display:inline-block;color:#8F4E14;border:1px solid #B5651D;border-radius:3px;padding:0 6px;font-size:12px;line-height:18px;white-space:nowrap}
.num{text-align:right;white-space:nowrap;padding-left:16px;font-variant-numeric:tabular-nums}
.sum td{padding-top:8px}
.total td{padding:10px 0;font-size:18px;font-weight:700}
.page .total td{font-size:18px}
.page .tax td{color:#5C625C;font-size:13px}
.act{margin:24px 0 8px}
.button{display:inline-block;background:#1F4D3A;color:#FBF8F1;text-decoration:none;padding:12px 20px;border-radius:4px}
.foot{border-top:1px solid #D9D2C3;margin:32px 0 8px;padding:16px 0 0}
@media (prefers-color-scheme:dark){
.page{background:#14201B;color:#EDE8DC}
.brand{color:#A9CDB8;border-color:#3A463F}
.note,.goods th,.page .tax td{color:#B3B6AA}
.goods th{border-color:#EDE8DC}
.cell,.foot{border-color:#3A463F}
.chip{color:#E5A866;border-color:#B5651D}
.button{background:#A9CDB8;color:#14201B}
}`;

export const mailStyles = new SafeHtml(`<style>${css.replaceAll('\n', '')}</style>`);
