#include "core/meters.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace rw {
namespace {

/// Upper bounds in seconds.
constexpr std::array bounds{0.001, 0.0025, 0.005, 0.01,   0.025,  0.05,   0.1,    0.25,
                            0.5,   1.0,    2.5,   5.0,    10.0,   30.0,   60.0,   120.,
                            300.0, 600.0,  1200., 1800.0, 3600.0, 7200.0, 14400.0};

std::string number(double value) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
    std::array<char, 32> out{};
    auto const size = std::snprintf(out.data(), out.size(), "%.12g", value);
    return {out.data(), static_cast<std::size_t>(size)};
}

std::string escaped(std::string_view text) {
    std::string out;
    for (char const c : text) {
        if (c == '\\' || c == '"') out.push_back('\\');
        if (c == '\n') {
            out.append("\\n");
        } else {
            out.push_back(c);
        }
    }
    return out;
}

/// `{account="yunzhi",le="0.5"}`; nothing at all without labels.
std::string braces(Meters::Labels const& labels, std::string_view bound = {}) {
    std::string out;
    for (auto const& [name, value] : labels) {
        out.append(out.empty() ? "{" : ",").append(name).append("=\"").append(escaped(value)).append("\"");
    }
    if (!bound.empty()) out.append(out.empty() ? "{" : ",").append("le=\"").append(bound).append("\"");
    return out.empty() ? out : out + "}";
}

struct Help {
    std::string_view name;
    std::string_view text;
};
constexpr std::array helps{
    Help{"build_info", "Version of the program; always 1."},
    Help{"conversations", "Conversations by state."},
    Help{"deadline_lateness_seconds", "From a deadline to its incident."},
    Help{"heartbeats_total", "Pings of heartbeat_url."},
    Help{"incidents", "Incidents that are not resolved."},
    Help{"lease_held", "1 while this daemon works for the account."},
    Help{"messages_total", "Messages and replies that were new."},
    Help{"notification_seconds", "From an incident's step to the channel's acceptance."},
    Help{"notifications_total", "Notices handed to a channel, by what came of it."},
    Help{"observation_lag_seconds", "Since a list was last seen."},
    Help{"oldest_waiting_seconds", "How long the fan who waits longest has waited; 0: nobody waits."},
    Help{"outbox_depth", "Notices that wait for a channel."},
    Help{"polls_total", "Readings of lists, by what came of them."},
    Help{"pushes_total", "What Weibo's fan service delivered."},
    Help{"quota_remaining", "Calls that a token may still make."},
    Help{"redis_seconds", "From handing in a command to its answer."},
    Help{"reply_seconds", "How long fans had waited when they were answered."},
    Help{"tone_seconds", "Judging one text; the mean of what was filed together."},
};

std::string_view help_of(std::string_view name) {
    auto const found = std::ranges::find(helps, name, &Help::name);
    return found == helps.end() ? std::string_view{} : found->text;
}

/// OpenMetrics names a counter's family without the `_total` of its samples.
std::string_view without_total(std::string_view name) {
    constexpr std::string_view total = "_total";
    return name.ends_with(total) ? name.substr(0, name.size() - total.size()) : name;
}

}  // namespace

Meters::Series& Meters::series(std::string_view name, Type type, Labels const& labels) {
    auto found = families_.find(name);
    if (found == families_.end()) found = families_.emplace(std::string{name}, Family{type, {}}).first;
    return found->second.series[labels];
}

void Meters::add(std::string_view counter, Labels const& labels, double by) {
    series(counter, Type::counter, labels).value += by;
}

void Meters::set(std::string_view gauge, Labels const& labels, double value) {
    series(gauge, Type::gauge, labels).value = value;
}

void Meters::observe(std::string_view histogram, Labels const& labels, double seconds) {
    auto& one = series(histogram, Type::histogram, labels);
    one.buckets.resize(bounds.size());
    auto const bucket = std::ranges::lower_bound(bounds, seconds);
    if (bucket != bounds.end()) one.buckets[static_cast<std::size_t>(bucket - bounds.begin())] += 1;
    one.value += 1;
    one.sum += seconds;
}

double Meters::value(std::string_view name, Labels const& labels) const {
    auto const family = families_.find(name);
    if (family == families_.end()) return 0;
    auto const found = family->second.series.find(labels);
    return found == family->second.series.end() ? 0 : found->second.value;
}

void Meters::forget(std::string_view gauge) {
    if (auto const found = families_.find(gauge); found != families_.end()) families_.erase(found);
}

std::string Meters::text(Form form) const {
    constexpr std::array types{"counter", "gauge", "histogram"};
    std::string out;
    for (auto const& [name, family] : families_) {
        auto const full = "replywatch_" + name;
        auto const called = form == Form::openmetrics ? without_total(full) : std::string_view{full};
        bool const unsaid = form == Form::both && family.type == Type::counter;
        if (auto const help = help_of(name); !help.empty())
            out.append("# HELP ").append(called).append(" ").append(help).append("\n");
        auto const* const type = types[static_cast<std::size_t>(family.type)];
        if (!unsaid) out.append("# TYPE ").append(called).append(" ").append(type).append("\n");
        for (auto const& [labels, one] : family.series) {
            if (family.type != Type::histogram) {
                out.append(full).append(braces(labels)).append(" ").append(number(one.value)).append("\n");
                continue;
            }
            double below = 0;
            for (std::size_t i = 0; i < bounds.size(); ++i) {
                below += one.buckets[i];
                out.append(full).append("_bucket").append(braces(labels, number(bounds[i]))).append(" ");
                out.append(number(below)).append("\n");
            }
            out.append(full)
                .append("_bucket")
                .append(braces(labels, "+Inf"))
                .append(" ")
                .append(number(one.value));
            out.append("\n")
                .append(full)
                .append("_sum")
                .append(braces(labels))
                .append(" ")
                .append(number(one.sum));
            out.append("\n").append(full).append("_count").append(braces(labels)).append(" ");
            out.append(number(one.value)).append("\n");
        }
    }
    return out.append("# EOF\n");
}

}  // namespace rw
