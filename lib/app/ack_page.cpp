// The page behind an acknowledge link: small, without scripts, for a thumb on a phone at night.
#include "app/alert_api.hpp"
#include "core/text.hpp"
#include "notify/ack_link.hpp"

namespace rw::app {
namespace {

using alert::IncidentState;

constexpr std::string_view head =
    R"(<head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">
<title>replywatch</title><style>
:root{color-scheme:light dark}
body{font:18px/1.6 system-ui,sans-serif;max-width:34rem;margin:0 auto;padding:1.2rem}
h1{font-size:1.25rem}
button{font:inherit;font-weight:bold;width:100%;padding:1rem;border:0;border-radius:.6rem;background:#1d4ed8;color:#fff}
p{white-space:pre-line;overflow-wrap:anywhere}
</style></head><body>
)";

constexpr Phrase begin{R"(<!doctype html><html lang="zh-CN">)", R"(<!doctype html><html lang="en">)"};
// A team that reads Chinese may have somebody on call who does not.
constexpr Phrase is_over{"这件事已经结束了，不用再处理。\nThis is over already.", "This is over already."};
constexpr Phrase is_taken{"{who} 已经接手。\n{who} has taken it on.", "{who} has taken it on."};
constexpr Phrase is_used{
    "这个链接已经用过了，请用看板或最新一条通知。\nThis link has been used; take the latest notice.",
    "This link has been used; take the latest notice."};
constexpr Phrase will_be_noted{"{about}\n建议：{advice}\n将记为 {who} 接手 · will be noted as {who}",
                               "{about}\nDo first: {advice}\nIt will be noted that {who} has taken it on."};
constexpr Phrase press{"我来处理 · I take it on", "I take it on"};

bool was_used(alert::Incident const& incident, NoticeId const& notice) {
    for (auto const& entry : incident.timeline) {
        if (entry.what == "acknowledged" && entry.text == notice.text()) return true;
    }
    return false;
}

/// What there is to say of an incident to whoever holds a link.
AckPage page_of(alert::Incident const& incident, notify::AckClaim const& claim, Language language) {
    AckPage page{200, incident.title, {}, false, language};
    if (incident.state == IncidentState::resolved) {
        page.text = is_over.in(language);
    } else if (incident.state == IncidentState::acked) {
        page.text = filled(is_taken.in(language), {{"who", incident.acked_by}});
    } else if (was_used(incident, claim.notice)) {
        page.status = 410;
        page.text = is_used.in(language);
    } else {
        page.text = filled(will_be_noted.in(language),
                           {{"about", incident.about}, {"advice", incident.advice}, {"who", claim.person}});
        page.button = true;
    }
    return page;
}

Language language_of(Office::FoundIncident const& found) {
    return found.seat->desk.rules().alerts.language;
}

AckPage trouble_page(Failure const& failure) {
    if (failure.kind == Fault::bad_input)
        return {404, "链接无效 · no such link", "请从通知里重新打开。\nOpen it from the notice again.",
                false};
    if (failure.kind == Fault::gone)
        return {410, "链接已过期 · the link has ended", "请用看板或最新一条通知。\nTake the latest notice.",
                false};
    return {503, "现在办不到 · not at the moment", "请过一会儿再按一次。\nPress again in a moment.", false};
}

}  // namespace

net::Response render(AckPage const& page) {
    std::string body{begin.in(page.language)};
    body += head;
    body += "<h1>" + html_text(page.headline) + "</h1>\n<p>" + html_text(page.text) + "</p>\n";
    if (page.button)
        body += "<form method=\"post\"><button type=\"submit\">" + std::string{press.in(page.language)} +
                "</button></form>\n";
    body += "</body></html>\n";
    net::Response response{page.status, {{"Content-Type", "text/html; charset=utf-8"}}, std::move(body)};
    response.headers.emplace_back(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; "
        "base-uri 'none'");
    response.headers.emplace_back("Referrer-Policy", "no-referrer");
    return response;
}

AlertApi::Answer AlertApi::ack_page(web::Call call) {
    auto const claim = notify::read_ack_link(shared_.keys(), call.path_value("signed"), clock_.now());
    if (!claim) co_return render(trouble_page(claim.error()));
    auto const found = co_await office_.incident(claim->incident.text());
    if (!found) co_return render(trouble_page(found.error()));
    co_return render(page_of(found->incident, *claim, language_of(*found)));
}

AlertApi::Answer AlertApi::ack(web::Call call) {
    auto const claim = notify::read_ack_link(shared_.keys(), call.path_value("signed"), clock_.now());
    if (!claim) co_return render(trouble_page(claim.error()));
    auto const found = co_await office_.incident(claim->incident.text());
    if (!found) co_return render(trouble_page(found.error()));
    auto page = page_of(found->incident, *claim, language_of(*found));
    if (!page.button) co_return render(page);
    Failure const not_here{Fault::unreachable, ""};
    auto const tenure = found->seat->lease.tenure();
    if (!tenure) co_return render(trouble_page(not_here));
    Desk::Word const word{Desk::Answer::acknowledge, claim->person, claim->notice.text()};
    auto const changed = co_await found->seat->desk.answer(*tenure, found->incident.id, word);
    if (!changed) co_return render(trouble_page(changed.error()));
    co_return render(page_of(*changed, *claim, language_of(*found)));
}

}  // namespace rw::app
