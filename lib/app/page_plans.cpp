// The page's answers about what was promised, who is on duty when, and a day hour by hour.
#include "alert/policy.hpp"
#include "app/archive.hpp"
#include "app/overseer.hpp"
#include "app/page_api.hpp"
#include "care/day_curve.hpp"
#include "core/mask.hpp"

#include <algorithm>
#include <charconv>

namespace rw::app {
namespace {

using web::Call;

constexpr std::size_t most_promises = 200;
constexpr Span a_quarter = 15min;
constexpr Span back = 29 * 24h;  // the day, and the same weekday of four weeks before it

struct Promised {
    Seat* seat = nullptr;
    care::Conversation const* talk = nullptr;
    care::Promise promise;
};

void write(Json& out, Promised const& one, TimePoint now) {
    std::string text;
    std::optional<TimePoint> said_at;
    for (auto const& event : one.talk->events) {
        auto const* reply = std::get_if<care::Replied>(&event.what);
        if (!reply || reply->id != one.promise.reply) continue;
        text = reply->text;
        said_at = event.at;
    }
    out.object().field("account", one.seat->account).field("conversation", one.talk->id);
    out.field("reply", one.promise.reply).field("text", text).field("promised_at", said_at);
    out.field("due_at", one.promise.due_at).field("broken", one.promise.due_at <= now);
    out.key("fan").object().field("uid", one.talk->fan.uid).field("name", mask_name(one.talk->fan.name));
    out.end_object().end_object();
}

struct Shift {
    TimePoint from{};
    TimePoint to{};
    std::string person;  ///< empty: nobody
};

/// Who is on duty when, to the quarter of an hour, from `from` on.
std::vector<Shift> shifts_of(alert::Schedule const& schedule, Zone const& zone, TimePoint from,
                             TimePoint until) {
    std::vector<Shift> shifts;
    for (auto at = from; at < until; at += a_quarter) {
        auto const& person = alert::on_duty(schedule, zone, at);
        if (shifts.empty() || shifts.back().person != person) shifts.push_back({at, at, person});
        shifts.back().to = std::min(at + a_quarter, until);
    }
    return shifts;
}

void write(Json& out, alert::Schedule const& schedule, alert::Policy const& policy, TimePoint now,
           TimePoint until) {
    auto const& present = alert::on_duty(schedule, policy.zone, now);
    auto const quarter = std::chrono::duration_cast<std::chrono::minutes>(a_quarter);
    auto const from = TimePoint{now.time_since_epoch() - now.time_since_epoch() % Span{quarter}};
    out.object().field("name", schedule.name).key("now").array();
    if (!present.empty()) out.value(std::string_view{present});
    out.end_array().key("shifts").array();
    for (auto const& shift : shifts_of(schedule, policy.zone, from, until)) {
        out.object().field("from", shift.from).field("to", shift.to).key("people").array();
        if (!shift.person.empty()) out.value(std::string_view{shift.person});
        out.end_array().end_object();
    }
    out.end_array().key("gaps").array();
    for (auto const& gap : alert::duty_gaps(policy, now, until)) {
        if (gap.schedule != schedule.name) continue;
        out.object()
            .field("from", gap.from)
            .field("to", gap.to)
            .field("why", gap.why(policy.language))
            .end_object();
    }
    out.end_array().end_object();
}

std::optional<std::int64_t> seconds_of(std::optional<Span> span) {
    if (!span) return std::nullopt;
    return std::chrono::floor<std::chrono::seconds>(*span).count();
}

void write(Json& out, care::DayCurve const& curve) {
    out.object().field("date", care::to_text(curve.day)).key("hours").array();
    for (std::size_t hour = 0; hour < curve.hours.size(); ++hour) {
        auto const& line = curve.hours[hour];
        out.object().field("hour", hour).field("asked", line.asked).field("answered", line.answered);
        out.field("median_s", seconds_of(line.median)).field("p90_s", seconds_of(line.p90));
        out.field("complaints", line.complaints)
            .field("complaints_usual", line.complaints_usual)
            .end_object();
    }
    out.end_array().key("operators").array();
    for (auto const& [name, replies] : curve.replies) {
        out.object().field("operator", name).key("replies").array();
        for (auto const count : replies)
            out.value(count);
        out.end_array().end_object();
    }
    out.end_array().end_object();
}

}  // namespace

PageApi::Answer PageApi::promises(Call call) {
    auto const now = world_.clock.now();
    std::vector<Promised> all;
    std::vector<std::vector<care::Conversation>> talks;  // they outlive what points at them
    auto const seats = seats_of(call);
    talks.reserve(seats.size());
    for (auto* const seat : seats) {
        auto some = co_await world_.office.views().promising(seat->account, most_promises);
        if (!some) co_return web::problem(503, some.error().doing);
        talks.push_back(*std::move(some));
        for (auto const& talk : talks.back()) {
            for (auto const& promise : care::fold(talk, seat->desk.rules().policy).promises)
                all.push_back({seat, &talk, promise});
        }
    }
    std::ranges::stable_sort(all, {}, [](Promised const& one) { return one.promise.due_at; });
    Json out;
    out.object().key("items").array();
    for (auto const& one : all)
        write(out, one, now);
    out.end_array().key("next_cursor").null().end_object();
    co_return web::json(200, out.text());
}

PageApi::Answer PageApi::schedules(Call call) {
    int days = 14;
    if (auto const text = call.query_value("days")) {
        auto const end = text->data() + text->size();
        bool const whole = std::from_chars(text->data(), end, days).ptr == end;
        if (!whole || days < 1 || days > 31)
            co_return web::problem(422, "days must be a number from 1 to 31");
    }
    auto const now = world_.clock.now();
    Json out;
    out.object().key("items").array();
    auto const& seats = world_.office.seats();  // schedules are the same for all accounts
    if (!seats.empty()) {
        auto const& policy = seats.front()->desk.rules().alerts;
        for (auto const& schedule : policy.schedules)
            write(out, schedule, policy, now, now + days * 24h);
    }
    out.end_array().key("next_cursor").null().end_object();
    co_return web::json(200, out.text());
}

PageApi::Answer PageApi::hours(Call call) {
    auto const seats = seats_of(call);
    if (seats.size() != 1)
        co_return web::problem(422, "which account? expected account= with the name of one");
    auto const now = world_.clock.now();
    auto const rules = seats.front()->desk.rules();
    auto const policy = report_policy(rules);
    auto day = policy.local.day(now);
    if (auto const text = call.query_value("date"); text && !text->empty()) {
        auto const named = parse_local_day(*text);
        if (!named) co_return web::problem(422, "date must be a day such as 2026-11-26");
        day = std::chrono::sys_days{named->time_since_epoch()};
    }
    auto const since = policy.local.midnight(day) - back;
    auto history = co_await gather(world_.office.views(), rules, since, now);
    if (!history) co_return web::problem(503, history.error().doing);
    auto sum = [all = *std::move(history), day, now, zone = policy.local.zone()] {
        return care::day_curve(all, day, now, zone);
    };
    auto const curve = co_await world_.loop.aside(std::move(sum));
    Json out;
    write(out, curve);
    co_return web::json(200, out.text());
}

}  // namespace rw::app
