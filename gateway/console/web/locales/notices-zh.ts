/** 通知里的链接打开的页面。 */
export const noticesZh = {
  answer: {
    title: '回复警报通知',
    hint: '“由我处理”会以您的名义确认警报；“已知悉”只说明您看到了通知，警报仍会继续上报。',
    take: '由我处理',
    see: '已知悉',
    taken: '警报已由您确认。请登录控制台继续处置。',
    seen: '已记录您看到了此通知。警报未由您确认：可能已有人先确认，或您的角色不能处置警报。',
    toConsole: '打开控制台',
  },
  answerProblem: {
    'no-notice': '此链接无效。',
    'already-answered': '此链接已经使用过。',
    expired: '此链接已超过一天，请登录控制台查看警报。',
    'not-sent': '此通知已撤销，警报已有人处理。',
    'too-many-requests': '尝试过于频繁，请一分钟后再试。',
    unreachable: '连接不上网关。请检查手机是否在小区网络内，然后重试。',
    'invalid-request': '此链接不完整，请从通知中重新打开。',
  },
};
