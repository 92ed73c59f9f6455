// The platforms that are built in: how each is made, and what it must be told.
#pragma once

#include "net/digest.hpp"
#include "notify/channel.hpp"

#include <memory>

namespace rw::notify {

struct Platform;

std::unique_ptr<Channel> make_console(std::ostream& out, bool colours, Language language);
Result<std::unique_ptr<Channel>> make_smtp(ChannelSettings settings, net::Dialer& dialer);
/// Each completes what the settings gave. A failure says what was expected in the place of what was given.
Result<Platform> webhook(Platform platform);
Result<Platform> dingtalk(Platform platform);
Result<Platform> wecom(Platform platform);
Result<Platform> feishu(Platform platform);
Result<Platform> slack(Platform platform);
Result<Platform> pagerduty(Platform platform);
Result<Platform> alertmanager(Platform platform);

/// How a transport failure is taken: nothing sent is tried again; an answer that was lost may mean that it
/// arrived.
alert::Taken taken_of(Failure const& failure);
/// `Retry-After` in seconds or as a date.
std::optional<Span> retry_after(net::Response const& response, TimePoint now);

using net::base64;
using net::from_base64;
using net::hmac_sha256;

/// The `sign` of DingTalk: HMAC-SHA256 of `MILLIS\nSECRET` under the secret, in base 64 (delivery 4.1).
std::string dingtalk_sign(std::string_view secret, std::int64_t millis);
/// What an answer of DingTalk means: by its code, never by its words (delivery 4.1).
alert::Taken read_dingtalk(net::Response const& response, TimePoint now);
alert::Taken read_wecom(net::Response const& response, TimePoint now);
/// The `sign` of Feishu: the text is the key, the message is empty (delivery 4.3).
std::string feishu_sign(std::string_view secret, std::int64_t seconds);
alert::Taken read_feishu(net::Response const& response, TimePoint now);
alert::Taken read_slack(net::Response const& response, TimePoint now);
/// `v1,…` of Standard Webhooks 1.0.0 over `id.timestamp.body`; `secret` is the decoded key.
std::string webhook_signature(std::string_view secret, std::string_view id, std::int64_t seconds,
                              std::string_view body);
alert::Taken read_webhook(net::Response const& response, TimePoint now);

}  // namespace rw::notify
