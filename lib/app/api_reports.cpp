// The API's reports: the day, the week, the self-audit and the team, for one account or the first. They are
// summed aside: a large account's months take seconds.
#include "app/api.hpp"
#include "app/archive.hpp"
#include "app/overseer.hpp"
#include "care/report_json.hpp"
#include "care/report_text.hpp"

#include <charconv>

namespace rw::app {
namespace {

using web::Call;

constexpr int most_days = 366;
constexpr Span series_back = 14 * 7 * 24h;

/// How a report is wanted: `format` json, text or csv; `lang` zh or en.
struct Form {
    enum class As { json, text, csv } as = As::json;
    Language language = Language::chinese;
};

Result<Form> form_of(Call const& call, bool csv) {
    Form form;
    auto const format = call.query_value("format").value_or("json");
    if (format == "text") form.as = Form::As::text;
    if (format == "csv") form.as = Form::As::csv;
    bool const known = format == "json" || format == "text" || (csv && format == "csv");
    if (!known)
        return Failure{Fault::bad_input, "there is no format `" + format + "` of it, expected json, text" +
                                             (csv ? " or csv" : "")};
    auto const language = call.query_value("lang").value_or("zh");
    if (language != "zh" && language != "zh-CN" && language != "en")
        return Failure{Fault::bad_input, "there is no language `" + language + "`, expected zh or en"};
    form.language = language == "en" ? Language::english : Language::chinese;
    return form;
}

net::Response plain(std::string text) {
    return web::text(200, std::move(text));
}
net::Response table(std::string text) {
    return web::text(200, std::move(text), "text/csv; charset=utf-8");
}

Result<std::chrono::sys_days> day_in(Call const& call, std::string const& name,
                                     std::chrono::sys_days fallback) {
    auto const text = call.query_value(name);
    if (!text || text->empty()) return fallback;
    auto const day = parse_local_day(*text);
    if (!day) return Failure{Fault::bad_input, name + " must be a day such as 2026-11-26"};
    return std::chrono::sys_days{day->time_since_epoch()};
}

}  // namespace

void Api::add_report_routes(web::Router& router) {
    auto const at = [&](char const* path, Answer (Api::*asked)(Call)) {
        router.add("GET", path, web::Role::viewer,
                   [this, asked](Call call) { return (this->*asked)(std::move(call)); });
    };
    at("/api/v1/reports/daily", &Api::daily);
    at("/api/v1/reports/weekly", &Api::weekly);
    at("/api/v1/reports/audit", &Api::audit);
    at("/api/v1/reports/team", &Api::team);
}

/// The account that a report is about: the one named, else the only one.
Result<Seat*> Api::account_of(Call const& call) {
    auto const name = call.query_value("account").value_or("");
    auto& seats = office_.seats();
    if (name.empty() && seats.size() == 1) return seats.front().get();
    if (auto* const seat = name.empty() ? nullptr : office_.find(name)) return seat;
    std::string known;
    for (auto const& seat : seats)
        known += (known.empty() ? "" : ", ") + seat->account.text();
    if (name.empty()) return Failure{Fault::bad_input, "which account? expected account= one of " + known};
    return Failure{Fault::gone, "there is no account " + name + ", expected one of " + known};
}

Api::Answer Api::daily(Call call) {
    auto const seat = account_of(call);
    if (!seat) co_return problem_of(seat.error());
    auto const form = form_of(call, true);
    if (!form) co_return problem_of(form.error());
    auto const now = clock_.now();
    auto const rules = (*seat)->desk.rules();
    auto const policy = report_policy(rules);
    auto const day = day_in(call, "date", policy.local.day(now));
    if (!day) co_return problem_of(day.error());
    auto const since = policy.local.midnight(*day);
    auto history = co_await gather(office_.views(), rules, since, now);
    if (!history) co_return problem_of(history.error());
    auto sum = [all = *std::move(history), day = *day, now, policy] {
        return care::daily_report(all, day, now, policy);
    };
    auto const report = co_await loop_.aside(std::move(sum));
    if (form->as == Form::As::text) co_return plain(care::text_of(report, now, form->language));
    if (form->as == Form::As::csv) co_return table(care::csv_of(report.period.operators));
    Json out;
    care::write(out, report, now);
    co_return web::json(200, out.text());
}

Api::Answer Api::weekly(Call call) {
    auto const seat = account_of(call);
    if (!seat) co_return problem_of(seat.error());
    auto const form = form_of(call, true);
    if (!form) co_return problem_of(form.error());
    auto const now = clock_.now();
    auto const rules = (*seat)->desk.rules();
    auto const policy = report_policy(rules);
    auto week = policy.local.week(now);
    if (auto const text = call.query_value("week"); text && !text->empty()) {
        auto const named = care::parse_week(*text);
        if (!named) co_return web::problem(422, "week must be an ISO week such as 2026-W48");
        week = *named;
    }
    auto const since = policy.local.begin(week) - series_back;
    auto history = co_await gather(office_.views(), rules, since, now);
    if (!history) co_return problem_of(history.error());
    auto sum = [all = *std::move(history), week, now, policy] {
        return care::weekly_report(all, week, now, policy);
    };
    auto const report = co_await loop_.aside(std::move(sum));
    if (form->as == Form::As::text) co_return plain(care::text_of(report, form->language));
    if (form->as == Form::As::csv) co_return table(care::csv_of(report.series));
    Json out;
    care::write(out, report);
    co_return web::json(200, out.text());
}

Api::Answer Api::audit(Call call) {
    auto const seat = account_of(call);
    if (!seat) co_return problem_of(seat.error());
    auto const form = form_of(call, false);
    if (!form) co_return problem_of(form.error());
    int days = 28;
    if (auto const text = call.query_value("days"); text && !text->empty()) {
        auto const [end, error] = std::from_chars(text->data(), text->data() + text->size(), days);
        bool const good =
            error == std::errc{} && end == text->data() + text->size() && days >= 1 && days <= most_days;
        if (!good) co_return web::problem(422, "days must be a number from 1 to 366");
    }
    auto const now = clock_.now();
    auto const rules = (*seat)->desk.rules();
    auto const since = now - std::max<Span>(days * 24h, series_back);
    auto history = co_await gather(office_.views(), rules, since, now);
    if (!history) co_return problem_of(history.error());
    auto sum = [all = *std::move(history), now, policy = audit_policy(rules, days)] {
        return care::audit(all, now, policy);
    };
    auto const lines = co_await loop_.aside(std::move(sum));
    if (form->as == Form::As::text) co_return plain(care::text_of(lines, form->language));
    Json out;
    care::write(out, lines);
    co_return web::json(200, out.text());
}

/// Who has done what from one day to another, both included.
Api::Answer Api::team(Call call) {
    auto const seat = account_of(call);
    if (!seat) co_return problem_of(seat.error());
    auto const form = form_of(call, true);
    if (!form) co_return problem_of(form.error());
    auto const now = clock_.now();
    auto const rules = (*seat)->desk.rules();
    auto const policy = report_policy(rules);
    auto const today = policy.local.day(now);
    auto const from = day_in(call, "from", today);
    auto const to = day_in(call, "to", today);
    if (!from || !to) co_return problem_of(from ? to.error() : from.error());
    if (*to < *from) co_return web::problem(422, "to must not be before from");
    auto const begin = policy.local.midnight(*from);
    auto const end = policy.local.midnight(*to + std::chrono::days{1});
    auto history = co_await gather(office_.views(), rules, begin, now);
    if (!history) co_return problem_of(history.error());
    auto sum = [all = *std::move(history), begin, end, now, load = policy.load] {
        return care::period_between(all, begin, end, now, load);
    };
    auto const period = co_await loop_.aside(std::move(sum));
    if (form->as == Form::As::csv) co_return table(care::csv_of(period.operators));
    if (form->as == Form::As::text) co_return web::problem(422, "the team's report comes as json or csv");
    Json out;
    care::write(out, period);
    co_return web::json(200, out.text());
}

}  // namespace rw::app
