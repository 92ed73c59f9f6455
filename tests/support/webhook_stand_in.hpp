// A receiver of webhooks that does what Standard Webhooks 1.0.0 asks of receivers: it checks the signature
// over the raw bytes and the age of the timestamp, and knows an id it has seen.
#pragma once

#include "core/time.hpp"
#include "net/http.hpp"
#include "support/signing.hpp"

#include <cstdlib>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace rw::test {

class WebhookStandIn {
public:
    struct Delivery {
        TimePoint at{};
        std::string id;
        std::string body;
        bool known = false;  ///< the id had been seen before: a receiver does nothing then
    };
    /// `key`: the bytes that `whsec_…` stands for.
    explicit WebhookStandIn(std::string key) : key_{std::move(key)} {}

    /// The answers to come, instead of 204; a status of 0 hangs up after the request was taken in.
    void order(net::Response response) { orders_.push_back(std::move(response)); }
    std::vector<Delivery> const& deliveries() const { return deliveries_; }
    int forged() const { return forged_; }  ///< requests whose signature or time was wrong

    std::optional<net::Response> answer(net::Request const& request, TimePoint now) {
        if (!is_genuine(request, now)) {
            ++forged_;
            return net::Response{401, {}, ""};
        }
        std::string id{*net::find_header(request.headers, "webhook-id")};
        bool const known = !seen_.insert(id).second;
        deliveries_.push_back({now, std::move(id), request.body, known});
        if (orders_.empty()) return net::Response{204, {}, ""};
        auto response = std::move(orders_.front());
        orders_.pop_front();
        if (response.status == 0) return std::nullopt;
        if (response.status >= 400)
            seen_.erase(deliveries_.back().id);  // not taken: the next one is the first
        return response;
    }

private:
    bool is_genuine(net::Request const& request, TimePoint now) const {
        auto const id = net::find_header(request.headers, "webhook-id");
        auto const seconds = net::find_header(request.headers, "webhook-timestamp");
        auto const signatures = net::find_header(request.headers, "webhook-signature");
        if (!id || !seconds || !signatures || id->empty() || id->find('.') != id->npos) return false;
        auto const sent_at = from_millis(std::strtoll(std::string{*seconds}.c_str(), nullptr, 10) * 1000);
        bool const fresh = sent_at <= now + 5min && sent_at >= now - 5min;
        auto const expected =
            "v1," + hmac_base64(key_, std::string{*id} + "." + std::string{*seconds} + "." + request.body);
        return fresh &&
               (" " + std::string{*signatures} + " ").find(" " + expected + " ") != std::string::npos;
    }

    std::string key_;
    std::deque<net::Response> orders_;
    std::vector<Delivery> deliveries_;
    std::set<std::string> seen_;
    int forged_ = 0;
};

}  // namespace rw::test
